using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.CommunityBuilding.Measures;

/// <summary>Maps <c>GET /measures</c>: all registered measures.</summary>
internal static class MeasureListEndpoints
{
    /// <summary>Registrations, old versions too, and what took one back: one tally that cannot be read is no reason to show nothing.</summary>
    private static readonly string[] Types =
    [
        .. from known in EventCatalog.All
           let newest = EventCatalog.NewestOf(known.Record)
           where newest == typeof(FieldMeasureEvent.Registered) || newest.IsAssignableTo(typeof(EntryRetracted))
           select known.Name,
    ];

    public static void MapMeasureList(this IEndpointRouteBuilder app) =>
        app.MapGet("/measures", async (IDocumentStore store, CancellationToken cancellationToken, string? code = null) =>
                code is null || MeasureEndpoints.Definition.Ids.Admits(code)
                    ? Results.Json(await Read(store, code, cancellationToken), ContractJson.Options)
                    : Problems.Invalid("code", MeasureEndpoints.Definition.Ids.Described()))
            .RequireAuthorization(Right.ReadMeasures).WithTags("measures").WithSummary("登録されている項目の一覧（code を付けると、その符号のものだけ）").Produces<IReadOnlyList<RegisteredMeasure>>().ProducesValidationProblem();

    private static async Task<IReadOnlyList<RegisteredMeasure>> Read(IDocumentStore store, string? code, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        // By stream names, then each stream by its index, so that no query scans all events.
        var streams = code is null
            ? await session.NamesBetween(MeasureEndpoints.Definition.Names, cancellationToken)
            : [MeasureEndpoints.Definition.NameOf(code)];
        var entries = await session.NamingUnreadable(
            () => session.Events.QueryAllRawEvents().Where(entry => entry.StreamKey!.IsOneOf(streams.ToArray()) && entry.EventTypeName.IsOneOf(Types))
                .OrderBy(entry => entry.StreamKey).ThenBy(entry => entry.Version).ToListAsync(cancellationToken),
            "stream_id = any(?)", streams.ToArray(), cancellationToken);
        return
        [
            .. from stream in entries.GroupBy(entry => entry.StreamKey!)
               let state = new History(stream.Key, [.. stream]).State(MeasureEndpoints.Definition) as Measure.Listed
               where state is not null
               orderby state.As.Table, state.As.Order, stream.Key
               select new RegisteredMeasure(stream.Key[MeasureEndpoints.Definition.Names.First.Length..], state.As.Programme, state.As.Measure, state.As.Unit, state.As.Kind),
        ];
    }
}
