namespace Imizu.LocalHosting;

/// <summary>A part of the stack, where not all of it is to run: what a restore fills before anything may look at it.</summary>
internal static class Selection
{
    /// <summary>The units of these names, all replicas where they have the name in common, and those that they need.</summary>
    /// <param name="units">All of the stack's.</param>
    /// <param name="only">Names with commas between them (<c>LocalHosting:Only</c>); null for all.</param>
    /// <exception cref="StackRefusedException">There is no unit of such a name.</exception>
    public static IReadOnlyList<Unit> Of(IReadOnlyList<Unit> units, string? only)
    {
        if (string.IsNullOrEmpty(only))
        {
            return units;
        }

        var byName = units.ToDictionary(unit => unit.Name);
        var byResource = units.ToLookup(unit => unit.Resource);
        var chosen = new HashSet<Unit>();
        foreach (var name in only.Split(',', StringSplitOptions.TrimEntries))
        {
            Unit[] named = byName.TryGetValue(name, out var one) ? [one] : [.. byResource[name]];
            foreach (var unit in named is [] ? throw new StackRefusedException($"LocalHosting:Only names {name}, which the stack doesn't have.") : named)
            {
                Choose(unit);
            }
        }

        return [.. units.Where(chosen.Contains)];

        void Choose(Unit unit)
        {
            if (chosen.Add(unit))
            {
                // What is given from outside is no unit.
                foreach (var needed in unit.StartsAfter.Union(unit.Uses).Select(name => byName.GetValueOrDefault(name)).OfType<Unit>())
                {
                    Choose(needed);
                }
            }
        }
    }
}
