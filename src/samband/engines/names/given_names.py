# SPDX-License-Identifier: EUPL-1.2
"""Given names that one person bears in several languages, and usual short forms. Whole names, no guessing.

Each line is one name. Written for this project from the usual correspondences in Moldova, Ukraine, Bulgaria
and Georgia. Norwegian has no such list: Kristian and Christian are two names.
"""

from functools import cache

from samband.engines.names.sounds import plain

GROUPS = """
ion ioan иван иоан ivan
gheorghe george георгий георге georgi georgy giorgi გიორგი
nicolae николай николае nikolai nikolay nikoloz ნიკოლოზ nika ნიკა mykola микола nicolai
vasile василий василе vasily vasyl василь vasil ვასილ
mihai mihail михай михаил mikhail mykhailo михайло mikheil მიხეილ misha
petru пётр петр петру pyotr petr petro петро petre პეტრე
alexandru александр александру alexander aleksandr alexandre aleksandre ალექსანდრე oleksandr олександр
alexandra александра oleksandra олександра
alexei алексей alexey oleksii oleksiy олексій
dumitru дмитрий думитру dmitry dmitri dmytro дмитро dimitri დიმიტრი
iurie юрий юрие iuri yuri yurii юрій yuriy
eugeniu eugen евгений еуджениу evgeny yevgeny yevhen євген
grigore григорий григоре grigory hryhorii григорій grigol გრიგოლ
valeriu валерий валериу valery valerii валерій
anatolie анатолий анатолие anatoly anatolii анатолій
vitalie виталий виталие vitaly vitalii віталій
vladimir владимир vlad volodymyr wolodymyr володимир vova
serghei sergiu сергей сержиу серджиу sergey sergei serhii serhiy сергій sergo
constantin константин konstantin konstantine constantine კონსტანტინე kostiantyn костянтин
andrei андрей andrey andrii andriy андрій
pavel павел pavlo павло
ștefan stefan штефан степан stepan
teodor tudor теодор тудор fyodor fedor фёдор федор
filip филип филипп
ghenadie генадие геннадий gennady hennadii геннадій
eufrosina ефросиния
ecaterina екатерина ekaterina kateryna катерина ekaterine ეკატერინე eka ეკა ketevan ქეთევან keti ქეთი
elena елена olena олена elene ელენე
maria мария mariya mariia марія mariam მარიამ
natalia наталья наталия natalya nataliia наталія
iulia юлия yulia yuliia юлія julia
liubovi liubov любовь lyubov любов
ana анна anna ანა
tatiana татьяна tetiana тетяна tatyana
liudmila людмила lyudmila liudmyla людмила
tamara тамара tamar თამარ tamari თამარი
davit david დავით давид
irakli ირაკლი ираклий
zurab ზურაბ зураб
aleko ალეკო
levan ლევან леван
giga გიგა гига
teimuraz თეიმურაზ теймураз temur თემურ темур
besarion ბესარიონ besik ბესიკ бесик
kakhaber კახაბერ kakha კახა
simion семён semen симион symon
ilie илья ilya илие illia ілля
silvia сильвия sylvia силвия
violeta виолета виолетта violetta
ianuș ianus януш
"""


@cache
def _group_of() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(GROUPS.strip().splitlines()):
        for name in line.split():
            found[plain(word=name)] = found.get(plain(word=name), frozenset()) | {number}
    return found


def is_other_form(*, left: str, right: str) -> bool:
    """Whether two given names are forms of one: Ion and Иван, Giorgi and Георгий."""
    groups = _group_of()
    return bool(groups.get(plain(word=left), frozenset()) & groups.get(plain(word=right), frozenset()))
