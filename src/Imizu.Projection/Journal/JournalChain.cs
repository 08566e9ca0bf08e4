using Imizu.Contracts;

namespace Imizu.Projection.Journal;

/// <summary>What of a batch continues the journal of one source.</summary>
/// <param name="Run">The events that follow the head, without gap, in order.</param>
/// <param name="Duplicates">How many are there already.</param>
/// <param name="Beyond">The events that something missing comes before, in order.</param>
public sealed record JournalChain(IReadOnlyList<EventEnvelope> Run, int Duplicates, IReadOnlyList<EventEnvelope> Beyond)
{
    /// <summary>The last position that the journal has with the run.</summary>
    public required long Head { get; init; }

    /// <summary>Whether something is missing.</summary>
    public bool IsGapped => Beyond.Count > 0;

    /// <summary>Whatever the broker does with order and repetition, the journal goes on event by event.</summary>
    /// <param name="head">The last position that the journal has.</param>
    /// <param name="batch">Events of one source, in any order.</param>
    public static JournalChain After(long head, IEnumerable<EventEnvelope> batch)
    {
        List<EventEnvelope> run = [], beyond = [];
        var duplicates = 0;
        foreach (var envelope in batch.OrderBy(e => e.Position))
        {
            if (envelope.Position <= head || (beyond is [.., var last] && last.Position == envelope.Position))
            {
                duplicates++;
            }
            else if (beyond.Count == 0 && envelope.Previousposition == head)
            {
                run.Add(envelope);
                head = envelope.Position;
            }
            else
            {
                beyond.Add(envelope);
            }
        }
        return new JournalChain(run, duplicates, beyond) { Head = head };
    }
}
