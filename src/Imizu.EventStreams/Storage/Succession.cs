using Marten;

namespace Imizu.EventStreams.Storage;

/// <summary>Which stream follows an earlier one, committed with the event that says so; a Marten document, so that two cannot follow the same.</summary>
/// <param name="Earlier">The name of the earlier stream.</param>
/// <param name="Later">The name of the one that follows it.</param>
internal sealed record Succession(string Earlier, string Later)
{
    /// <summary>Adds what events say to their transaction, and removes what retracted ones said.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="history">The stream without them.</param>
    /// <param name="events">The events, retractions among them.</param>
    /// <param name="follows">The earlier stream that an event makes its own one follow.</param>
    public static void Note(IDocumentSession session, History history, IReadOnlyList<object> events, Func<object, string?> follows)
    {
        var ended = events.OfType<Contracts.EntryRetracted>().SelectMany(retraction => history.Entries.Where(entry => entry.Id == retraction.EntryId))
            .Select(entry => follows(entry.Happened())).OfType<string>().ToHashSet();
        var begun = events.Select(follows).OfType<string>().ToHashSet();
        foreach (var earlier in ended.Except(begun))
        {
            session.Delete<Succession>(earlier);
        }
        foreach (var earlier in begun.Except(ended))
        {
            session.Insert(new Succession(earlier, history.Stream));
        }
    }
}
