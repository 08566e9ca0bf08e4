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

    /// <summary>An event as the store would have it at that place of its stream, from 0.</summary>
    internal static IEvent Stored(object happened, int index)
    {
        var stored = Event.For(happened);
        (stored.Id, stored.Version, stored.Sequence) = (IdAt(index), index + 1, index + 1);
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
    private readonly History _history = new($"{definition.Kind}/1", entries);

    /// <summary>How many entries it has.</summary>
    public int Length => entries.Count;

    /// <summary>What it amounts to.</summary>
    public TState State => _history.State(definition);

    /// <summary>What counts, in the order in which it does.</summary>
    public IEnumerable<object> Standing => _history.Standing.Select(e => e.Data);

    /// <summary>Asks that an event of it count no longer; which one is told by reference.</summary>
    public RetractionAnswered WhenRetracting(TEvent wrong) => WhenRetracting(IdOf(wrong));

    public RetractionAnswered WhenRetracting(Guid entryId) => new(entryId, Retraction.Decide(
        definition, _history, entryId, new RetractEntry(RetractionReason.EnteredTwice), Retracted));

    /// <summary>Asks that what a command records count in the place of an event of it; which one is told by reference.</summary>
    public CorrectionAnswered<TState, TEvent, TCommand> WhenCorrecting(TEvent wrong, TCommand right) => WhenCorrecting(IdOf(wrong), right);

    public CorrectionAnswered<TState, TEvent, TCommand> WhenCorrecting(Guid entryId, TCommand right) => new(this, Correction.Decide(
        definition, _history, entryId, right with { Today = Days.Today }, RecordedHistory.IdAt(entries.Count), Retracted));

    /// <summary>The same stream after more entries.</summary>
    public RecordedHistory<TState, TEvent, TCommand> Then(params IEnumerable<object> more) =>
        new(definition, [.. entries, .. more.Select((happened, index) => RecordedHistory.Stored(happened, entries.Count + index))]);

    private Guid IdOf(TEvent happened) => entries.Single(e => ReferenceEquals(e.Data, happened)).Id;

    private static ConsultationEntryRetracted Retracted(Guid entryId, RetractionReason reason) => new(entryId, reason);
}

/// <summary>What was decided on a correction.</summary>
public sealed class CorrectionAnswered<TState, TEvent, TCommand>(RecordedHistory<TState, TEvent, TCommand> before, Decision<object> decision)
    where TEvent : class
    where TCommand : StreamCommand
{
    public bool Accepted => decision.Refusal is null;

    /// <summary>The stream with the right entry.</summary>
    public RecordedHistory<TState, TEvent, TCommand> After => before.Then(decision.Events);

    /// <summary>Corrected for that reason, in one step with the retraction that names the right entry.</summary>
    public void ThenCorrectedTo(TEvent right, RetractionReason reason)
    {
        Assert.Null(decision.Refusal);
        Assert.Equivalent(right, decision.Events[0], strict: true);
        var retraction = Assert.IsType<EntryRetracted>(decision.Events[1], exactMatch: false);
        Assert.Equal((2, reason, RecordedHistory.IdAt(before.Length)), (decision.Events.Count, retraction.Reason, retraction.ReplacedBy));
    }

    public void ThenNothingNew()
    {
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }

    /// <summary>Refused for that field, in words that contain these.</summary>
    public void ThenRefused(string field, string saying)
    {
        Assert.Equal(field, decision.Refusal?.Field);
        Assert.Contains(saying, decision.Refusal?.Because);
        Assert.Empty(decision.Events);
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
