"""The words themselves: blame, hindsight, thin causes, vague actions, figures nobody gave."""
