using Imizu.EventStreams;

namespace Imizu.Gateway.Doors;

/// <summary>
/// The order of one sender's files, measure by measure: a file that waits has measures, and no later file that has one of them is decided before it.
/// Files of other measures pass it. A name says when its file came.
/// </summary>
internal sealed class InboxOrder
{
    /// <summary>
    /// By name; null while nobody knows what a file has, which may be anything. Of what a sender wrote only what can be a code is kept: nothing else
    /// is ever recorded.
    /// </summary>
    private readonly Dictionary<string, HashSet<string>?> _undecided = [];

    /// <summary>Forgets whatever is not there any more.</summary>
    public void Only(IEnumerable<string> there)
    {
        foreach (var gone in _undecided.Keys.Except(there).ToList())
        {
            _undecided.Remove(gone);
        }
    }

    /// <summary>The first of the files that came before it and that it has to wait for, as far as is known; null where it need not.</summary>
    public string? Before(string name) => _undecided.GetValueOrDefault(name) is not { } measures ? null : _undecided
        .Where(other => string.CompareOrdinal(other.Key, name) < 0 && other.Value?.Overlaps(measures) != false)
        .Select(other => other.Key).Min(StringComparer.Ordinal);

    /// <summary>A file is begun.</summary>
    public void Enter(string name) => _undecided.TryAdd(name, null);

    /// <summary>Says what a file has.</summary>
    /// <returns>Whether it has to wait for one that came before it.</returns>
    public bool Has(string name, IEnumerable<string> measures)
    {
        _undecided[name] = [.. measures.Where(measure => StreamIds.Code.Admits(measure))];
        return Before(name) is not null;
    }

    /// <summary>All that a file has is decided: nobody waits for it.</summary>
    public void Leave(string name) => _undecided.Remove(name);
}
