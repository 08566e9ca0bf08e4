namespace Imizu.Gateway.Doors;

/// <summary>
/// The order of one sender's files, measure by measure: a file that waits has measures, and no later file that has one of them is decided before it.
/// Files of other measures pass it. A name says when its file came.
/// </summary>
internal sealed class InboxOrder
{
    /// <summary>By name; null while nobody knows what a file has, which may be anything.</summary>
    private readonly Dictionary<string, IReadOnlySet<string>?> _undecided = [];

    /// <summary>Forgets whatever is not there any more.</summary>
    public void Only(IEnumerable<string> there)
    {
        foreach (var gone in _undecided.Keys.Except(there).ToList())
        {
            _undecided.Remove(gone);
        }
    }

    /// <summary>Whether a file has to wait for one that came before it, as far as is known.</summary>
    public bool IsBehind(string name) =>
        _undecided.GetValueOrDefault(name) is { } measures
        && _undecided.Any(other => string.CompareOrdinal(other.Key, name) < 0 && other.Value?.Overlaps(measures) != false);

    /// <summary>A file is begun.</summary>
    public void Enter(string name) => _undecided.TryAdd(name, null);

    /// <summary>Says what a file has.</summary>
    /// <returns>Whether it has to wait for one that came before it.</returns>
    public bool Has(string name, IReadOnlySet<string> measures)
    {
        _undecided[name] = measures;
        return IsBehind(name);
    }

    /// <summary>All that a file has is decided: nobody waits for it.</summary>
    public void Leave(string name) => _undecided.Remove(name);
}
