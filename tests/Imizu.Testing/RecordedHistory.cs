using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using JasperFx.Events;
using Xunit;

namespace Imizu.Testing;

/// <summary>Makes a stream of events as the store would have it.</summary>
public static class RecordedHistory
{
    public static RecordedHistory<TState, TEvent, TCommand> Of<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, IEnumerable<TEvent> events)
        where TEvent : class
        where TCommand : StreamCommand =>
        new(definition, [.. events.Select(Stored)]);

    private static IEvent Stored(object happened, int index)
    {
        var stored = Event.For(happened);
        stored.Id = IdAt(index);
        stored.Version = index + 1;
        return stored;
    }

    /// <summary>The id of the event at that place, from 0.</summary>
    public static Guid IdAt(int index) => new(index + 1, 0, 0, new byte[8]);
}

/// <summary>A stream as it is stored, with its rules.</summary>
public sealed class RecordedHistory<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> definition, IReadOnlyList<IEvent> entries)
    where TEvent : class
    where TCommand : StreamCommand
{
    /// <summary>Asks that an event of it count no longer; which one is told by reference.</summary>
    public RetractionAnswered WhenRetracting(TEvent wrong) => WhenRetracting(entries.Single(e => ReferenceEquals(e.Data, wrong)).Id);

    public RetractionAnswered WhenRetracting(Guid entryId) => new(entryId, Retraction.Decide(
        new History($"{definition.Kind}/1", entries), entryId, new RetractEntry(RetractionReason.EnteredTwice), definition.DependsOn,
        (entry, reason) => new ConsultationEntryRetracted(entry, reason)));

    /// <summary>The same stream after one more entry.</summary>
    public RecordedHistory<TState, TEvent, TCommand> Then(EntryRetracted retraction)
    {
        var stored = Event.For<object>(retraction);
        stored.Id = RecordedHistory.IdAt(entries.Count);
        stored.Version = entries.Count + 1;
        return new(definition, [.. entries, stored]);
    }
}

/// <summary>What was decided on a retraction.</summary>
public sealed class RetractionAnswered(Guid entryId, Decision<object> decision)
{
    public bool Accepted => decision.Refusal is null;

    public void ThenRetracted()
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(entryId, Assert.IsType<EntryRetracted>(Assert.Single(decision.Events), exactMatch: false).EntryId);
    }

    public void ThenNothingNew()
    {
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }

    /// <summary>Refused for that entry, in words that contain these.</summary>
    public void ThenRefused(string saying = "")
    {
        Assert.Equal("entryId", decision.Refusal?.Field);
        Assert.Contains(saying, decision.Refusal?.Because);
        Assert.Empty(decision.Events);
    }
}
