using Imizu.Contracts;
using Imizu.Contracts.Consultation;

namespace Imizu.Projection.Tests.Journal;

/// <summary>A source that records outlines, retracts, corrects and erases them at random, and delivers when it likes.</summary>
/// <param name="seed">What it does.</param>
/// <param name="name">What its texts begin with.</param>
internal sealed class ErasingSource(int seed, string name)
{
    private readonly Random _chance = new(seed);
    private readonly List<EventEnvelope> _queue = [];
    private readonly HashSet<Guid> _ended = [];

    /// <summary>All that it has, as it is now.</summary>
    public List<EventEnvelope> Feed { get; } = [];

    /// <summary>The texts that it has no longer; each with an end of its own.</summary>
    public List<string> Gone { get; } = [];

    /// <summary>Does something, or some things at once.</summary>
    public void Record()
    {
        for (var times = _chance.Next(1, 4); times > 0; times--)
        {
            var entry = Feed.Count == 0 ? null : Feed[_chance.Next(Feed.Count)];
            switch (entry?.Decode(), _chance.Next(5))
            {
                case (CaseEvent.OutlineWritten, 0) when _ended.Add(entry.Id):
                    Append(new ConsultationEntryRetracted(entry.Id, RetractionReason.WrongContent));
                    break;
                case (CaseEvent.OutlineWritten, 1) when _ended.Add(entry.Id):
                    Write();
                    Append(new ConsultationEntryRetracted(entry.Id, RetractionReason.WrongContent) { ReplacedBy = Feed[^1].Id, Place = entry.Position });
                    break;
                case (CaseEvent.OutlineWritten { Text: not WrittenText.Erased } outline, 2 or 3):
                    Gone.Add(outline.Text);
                    Feed[Feed.IndexOf(entry)] = entry with { Data = WrittenText.Erase(entry.Data, ["text"]) };
                    Append(new ConsultationTextRedacted(entry.Id, entry.Position, ["text"], RedactionReason.PersonalData));
                    break;
                default:
                    Write();
                    break;
            }
        }
    }

    /// <summary>Some of what was announced, as it was then, or what the feed has now; some twice.</summary>
    public EventEnvelope[] Deliver() => _chance.Next(3) == 0 ? [.. Feed[..^_chance.Next(Feed.Count)]] : [.. _queue[.._chance.Next(_queue.Count + 1)]];

    /// <summary>What it answers up to a position.</summary>
    public ControlTotals Totals(long upTo)
    {
        ErasedTexts[] since = [.. Feed.Where(e => e.Position > upTo).Select(e => e.Decode()).OfType<TextRedacted>().Where(redaction => redaction.Position <= upTo)
            .Select(redaction => new ErasedTexts(redaction.Position, redaction.Members))];
        return ControlTotals.None(Envelope.Source).With(Feed.Where(e => e.Position <= upTo)) with { Position = upTo, ErasedSince = since.Length > 0 ? since : null };
    }

    private void Write() => Append(new CaseEvent.OutlineWritten(new DateOnly(2024, 5, 1).AddDays(_chance.Next(300)), 2024, $"{name}（{Feed.Count + 1}番）"));

    private void Append(object happened)
    {
        var previous = Feed.Count == 0 ? 0 : Feed[^1].Position;
        Feed.Add(Envelope.Of(previous + 1 + _chance.Next(2), previous, happened, recorded: Envelope.Recorded.AddSeconds(Feed.Count)));
        _queue.Add(Feed[^1]);
    }
}
