using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Imizu.FieldTallies;

/// <summary><c>GET /measures</c>: all measures that are registered, for whoever checks or shows what can be tallied.</summary>
internal static class MeasureListEndpoints
{
    /// <summary>Only registrations matter, and what took one back. An EntryRetracted is an event of each service's own.</summary>
    private static readonly string[] Types =
    [
        EventCatalog.NameOf(typeof(FieldMeasureEvent.Registered)),
        .. EventCatalog.All.Where(entry => entry.Record.IsAssignableTo(typeof(EntryRetracted))).Select(entry => entry.Name),
    ];

    public static void MapMeasureList(this IEndpointRouteBuilder app) =>
        app.MapGet("/measures", async (IDocumentStore store, CancellationToken cancellationToken, string? code = null) =>
                code is null || MeasureEndpoints.Definition.Ids.Admits(code)
                    ? Results.Json(await Read(store, code, cancellationToken), ContractJson.Options)
                    : Problems.Invalid("code", MeasureEndpoints.Definition.Ids.Described()))
            .WithTags("measures").WithSummary("登録されている項目の一覧（code を付けると、その符号のものだけ）").Produces<IReadOnlyList<RegisteredMeasure>>().ProducesValidationProblem();

    /// <summary>
    /// By the names of streams, and then each stream by its index: the store's events are never searched. The lateral part's offset keeps
    /// the planner from turning that round.
    /// </summary>
    private static async Task<IReadOnlyList<RegisteredMeasure>> Read(IDocumentStore store, string? code, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var schema = store.Options.Events.DatabaseSchemaName;
        await using var command = new NpgsqlCommand($"""
            with measures as materialized (select id from {schema}.mt_streams where {(code is null ? "id like 'measure/%'" : "id = @stream")})
            select m.id, e.id, e.type, e.data from measures m
            cross join lateral (
                select id, type, data, version from {schema}.mt_events where stream_id = m.id and type = any(@types) offset 0) e
            order by m.id, e.version
            """);
        command.Parameters.AddWithValue("types", Types);
        if (code is not null)
        {
            command.Parameters.AddWithValue("stream", $"measure/{code}");
        }
        var entries = new List<(string Stream, Guid Id, object Data)>();
        await using var reader = await session.ExecuteReaderAsync(command, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var data = JsonSerializer.Deserialize(reader.GetString(3), EventCatalog.RecordOf(reader.GetString(2))!, ContractJson.Options)!;
            entries.Add((reader.GetString(0), reader.GetGuid(1), data));
        }
        var retracted = entries.Select(entry => entry.Data).OfType<EntryRetracted>().Select(entry => entry.EntryId).ToHashSet();
        return
        [
            .. from entry in entries
               where entry.Data is FieldMeasureEvent.Registered && !retracted.Contains(entry.Id)
               group (FieldMeasureEvent.Registered)entry.Data by entry.Stream into measure
               let last = measure.Last()
               orderby last.Table, last.Order, measure.Key
               select new RegisteredMeasure(measure.Key["measure/".Length..], last.Programme, last.Measure, last.Unit, last.Kind),
        ];
    }
}
