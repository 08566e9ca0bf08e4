using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Projection.Tests;

/// <summary>Envelopes as a service would send them.</summary>
internal static class Envelope
{
    public const string Source = "urn:imizu:consultation";

    public static readonly DateTimeOffset Recorded = new(2025, 1, 10, 3, 0, 0, TimeSpan.Zero);

    public static EventEnvelope Of(long position, long previous, object happened, string subject = "case/0198c1d2-0000-7000-8000-000000000001", DateTimeOffset? recorded = null) => new()
    {
        Id = IdAt(position),
        Source = Source,
        Type = EventCatalog.NameOf(happened.GetType()),
        Subject = subject,
        Time = recorded ?? Recorded,
        Position = position,
        Previousposition = previous,
        Streamversion = 1,
        Actor = "test",
        Data = JsonSerializer.SerializeToElement(happened, happened.GetType(), ContractJson.Options),
    };

    public static Guid IdAt(long position) => new((int)position, 0, 0, new byte[8]);

    /// <summary>A source's events, each after the one before, with positions that skip here and there as a database's do.</summary>
    public static List<EventEnvelope> Chain(int count, Func<int, object> happened, int skip = 1)
    {
        var chain = new List<EventEnvelope>();
        for (var i = 0; i < count; i++)
        {
            var previous = chain.Count == 0 ? 0 : chain[^1].Position;
            chain.Add(Of(previous + 1 + i % (skip + 1), previous, happened(i)));
        }
        return chain;
    }
}
