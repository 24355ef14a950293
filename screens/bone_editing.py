"""What people do to a bone: name it, order it, put causes on it, do without it."""

from __future__ import annotations

from screens.asking_causes import AskingCauses, Texts
from screens.causes_fields import BONE_NAME, shortened
from screens.widgets.cause_picture import NO_BONE_YET, bone_key


class BoneEditing(AskingCauses):
    """One intention for one bone."""

    def do(self, what: str, bone: str) -> None:
        """Do what a key asked for; no bone has the name ""."""
        if what == "new bone":
            self._add()
        elif not bone:
            self._stage.say("These causes have no bone yet: b puts one of them on a bone")
        elif what == "edit":
            self._rename(bone)
        elif what in ("indent", "lift"):
            by = 1 if what == "indent" else -1
            self._change(lambda causes: causes.moving_bone(bone, by), "Move a bone")
        elif what == "delete":
            self._delete(bone)
        else:
            self._stage.say("Select a cause first")

    def _add(self) -> None:
        def take(texts: Texts) -> None:
            name = texts["name"]
            self._change(lambda causes: causes.with_bone(name), "Add bone")
            self._stage.select(bone_key(self._causes.bones[-1]))

        self._sheet(
            "Add a bone", (BONE_NAME,), {}, lambda t: self._causes.with_bone(t["name"]), take
        )

    def _rename(self, bone: str) -> None:
        def take(texts: Texts) -> None:
            renamed = self._causes.renaming_bone(bone, texts["name"])
            name = renamed.bones[self._causes.bones.index(bone)]
            self._change(lambda c: c.renaming_bone(bone, name), "Rename bone", bone_key(name))

        self._sheet(
            f"Rename the bone: {shortened(bone)}",
            (BONE_NAME,),
            {"name": bone},
            lambda texts: self._causes.renaming_bone(bone, texts["name"]),
            take,
        )

    def _delete(self, bone: str) -> None:
        standing = sum(cause.bone == bone for cause in self._causes.causes)
        if not standing:
            self._change(lambda causes: causes.without_bone(bone), "Delete bone")
            return
        they = "the cause" if standing == 1 else f"the {standing} causes"
        others = [other for other in self._causes.bones if other != bone]
        self._ask(
            f"Delete {shortened(bone, 30)}: where does {they} on it go?"
            if standing == 1
            else f"Delete {shortened(bone, 30)}: where do {they} on it go?",
            [("=", NO_BONE_YET), *((f"={other}", other) for other in others)],
            lambda answer: self._change(
                lambda causes: causes.without_bone(bone, answer.removeprefix("=")), "Delete bone"
            ),
        )
