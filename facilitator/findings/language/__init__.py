"""The language lens: blame, counterfactuals, hindsight, thin causes, vague actions and figures."""
