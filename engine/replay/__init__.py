"""Replay runs a history again and must arrive at the same. Last word of the sentence.

Two questions, each with its own verdict: is the chain of records whole, and does running the recorded commands again
give at every step what was recorded. `derived` is compared always, the state's digest where the engine's version is the
recorded one: an upgrade of the library must not turn honest history into an alarm.

What running again gives is told as frames: one a record, with what is to be seen of it on the diagram and in the data.
"""

from engine.replay.again import frames, replay
from engine.replay.chain import verify_chain
from engine.replay.difference import Difference, Part
from engine.replay.frame import Change, Frame

__all__ = ["Change", "Difference", "Frame", "Part", "frames", "replay", "verify_chain"]
