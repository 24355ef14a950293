"""The frame all stages share: title, stage rail, guide and the road of an edit."""
