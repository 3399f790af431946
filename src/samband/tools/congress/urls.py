# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.tools.congress.views import ballots, congresses, elections, voting

app_name = "congress"
urlpatterns = [
    path("", congresses.start, name="start"),
    path("new/", congresses.create, name="create"),
    path("code/", voting.code, name="code"),
    path("code/vote/", voting.secret_vote, name="secret_vote"),
    path("ballots/new/", ballots.create, name="create_ballot"),
    path("ballots/<slug:slug>/", ballots.ballot, name="ballot"),
    re_path(
        r"^ballots/(?P<slug>[-\w]+)/steps/(?P<name>call|declare|publish)$", ballots.step, name="ballot_step"
    ),
    path("ballots/<slug:slug>/change/", ballots.change, name="change_ballot"),
    path("ballots/<slug:slug>/withdraw/", ballots.withdraw, name="withdraw"),
    path("ballots/<slug:slug>/codes/", ballots.codes, name="codes"),
    path("ballots/<slug:slug>/turnout/", ballots.turnout, name="turnout"),
    path("ballots/<slug:slug>/vote/<slug:code>/", voting.vote, name="vote"),
    path("ballots/<slug:slug>/protocol.pdf", ballots.protocol, name="protocol"),
    path("ballots/<slug:slug>/votes.csv", ballots.votes, name="votes"),
    path("elections/new/", elections.create, name="create_election"),
    path("elections/<slug:slug>/", elections.election, name="election"),
    path("elections/<slug:slug>/change/", elections.change, name="change_election"),
    re_path(
        r"^elections/(?P<slug>[-\w]+)/steps/(?P<name>declare|publish)$", elections.step, name="election_step"
    ),
    path("elections/<slug:slug>/protocol.pdf", elections.protocol, name="election_protocol"),
    path("<slug:slug>/", congresses.congress, name="congress"),
    path("<slug:slug>/apportionment/", congresses.apportionment, name="apportionment"),
    re_path(
        r"^(?P<slug>[-\w]+)/apportionment\.(?P<format>csv|xlsx|pdf)$",
        congresses.apportionment_file,
        name="apportionment_file",
    ),
    path("<slug:slug>/apportionment/adopt/", congresses.adopt, name="adopt"),
    path("<slug:slug>/delegates/", congresses.delegates, name="delegates"),
    path("<slug:slug>/delegates.csv", congresses.delegates_file, name="delegates_file"),
    path("<slug:slug>/delegates/<int:number>/check/", congresses.check, name="check"),
    path("<slug:slug>/delegates/<int:number>/remove/", congresses.remove, name="remove"),
]
