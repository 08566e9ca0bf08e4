using System.Text.Json;
using Imizu.Contracts;
using Marten;

namespace Imizu.Projection.Facts;

/// <summary>Writes facts within the journal's own transaction.</summary>
public static class FactWriter
{
    private const string Insert = $"""
        insert into {FactTable.Name} (event_id, ordinal, source, position, subject, figure, dimension, occurred, fiscal_year, weight, recorded, words)
        select * from unnest(?::uuid[], ?::smallint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::date[], ?::smallint[], ?::numeric[], ?::timestamptz[], ?::jsonb[])
        """;

    private const string Retract = $"update {FactTable.Name} set retracted = ? where event_id = ? and retracted is null";

    /// <summary>The facts of these events, and the end of those that they retract.</summary>
    public static void Record(this IDocumentSession session, IEnumerable<(EventEnvelope Envelope, object? Happened)> events)
    {
        var known = events.Where(e => e.Happened is not null).ToList();
        var rows = known.SelectMany(e => FactRules.Of(e.Happened!, e.Envelope.Subject).Select((fact, ordinal) => (e.Envelope, Fact: fact, Ordinal: (short)ordinal))).ToList();
        if (rows.Count > 0)
        {
            session.QueueSqlCommand(
                Insert,
                rows.Select(r => r.Envelope.Id).ToArray(),
                rows.Select(r => r.Ordinal).ToArray(),
                rows.Select(r => r.Envelope.Source).ToArray(),
                rows.Select(r => r.Envelope.Position).ToArray(),
                rows.Select(r => r.Envelope.Subject).ToArray(),
                rows.Select(r => r.Fact.Figure.ToString()).ToArray(),
                rows.Select(r => r.Fact.Dimension).ToArray(),
                rows.Select(r => r.Fact.On).ToArray(),
                rows.Select(r => (short)FiscalYear.Of(r.Fact.On).Year).ToArray(),
                rows.Select(r => r.Fact.Weight).ToArray(),
                rows.Select(r => r.Envelope.Time.ToUniversalTime()).ToArray(),
                rows.Select(r => r.Fact.Words is { } words ? JsonSerializer.Serialize(words, words.GetType(), ContractJson.Options) : null).ToArray());
        }
        foreach (var (envelope, happened) in known)
        {
            if (happened is EntryRetracted retraction)
            {
                session.QueueSqlCommand(Retract, envelope.Time.ToUniversalTime(), retraction.EntryId);
            }
        }
    }
}
