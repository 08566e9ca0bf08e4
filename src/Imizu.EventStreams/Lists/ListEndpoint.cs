using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Streams;
using Imizu.EventStreams.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.EventStreams.Lists;

/// <summary>Maps <c>GET /{collection}</c>: its streams, those that began last first.</summary>
internal static partial class ListEndpoint
{
    private const int Most = 500;

    public static void MapList(this IEndpointRouteBuilder app, string collection, string kind, string read, bool isShownToAll) =>
        app.MapGet($"/{collection}", (IDocumentStore store, TimeProvider clock, HttpContext http, [AsParameters] Asked asked) =>
                Read(kind, isShownToAll ? null : Readers.KeysOf(http.User), store, clock, asked, http.RequestAborted))
            .RequireAuthorization(read).WithTags(collection).WithSummary("一覧（search は番号か名称、status と type は符号、month は 2024-05 の形で始まった月、actor は記録した人、overdue=true は期限を過ぎたもの）")
            .Produces<StreamList>().ProducesValidationProblem();

    /// <param name="Search">A number such as R6-012, or a part of a name.</param>
    /// <param name="Status">A status's code.</param>
    /// <param name="Type">A type's code.</param>
    /// <param name="Month">The month of the first entry.</param>
    /// <param name="Actor">The code of somebody who has recorded in it.</param>
    /// <param name="Overdue">Whether only those are wanted whose next step is late.</param>
    /// <param name="Offset">How many are passed over.</param>
    /// <param name="Limit">How many are wanted at most.</param>
    private sealed record Asked(string? Search, string? Status, string? Type, string? Month, string? Actor, bool Overdue = false, int Offset = 0, int Limit = 50);

    private static async Task<IResult> Read(string kind, IReadOnlyList<string>? reader, IDocumentStore store, TimeProvider clock, Asked asked, CancellationToken cancellationToken)
    {
        if (asked.Offset < 0 || asked.Limit is < 1 or > Most)
        {
            return asked.Offset < 0 ? Problems.Invalid("offset", "0 以上にしてください。") : Problems.Invalid("limit", $"1 から {Most} までにしてください。");
        }

        foreach (var (field, value) in new[] { ("search", asked.Search), ("status", asked.Status), ("type", asked.Type), ("actor", asked.Actor) })
        {
            if (value?.Contains('\0') is true)
            {
                return Problems.Invalid(field, "使えない文字（NUL）があります。取り除いてください。");
            }
        }

        await using var session = store.QuerySession();
        var found = session.Query<ListedStream>().Where(stream => stream.Kind == kind && stream.Stands);
        found = reader is null ? found : found.Where(stream => stream.Readers.Any(key => reader.Contains(key)));
        if (asked.Month is { Length: > 0 } month)
        {
            if (!DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", out var first) || first.Year == DateOnly.MaxValue.Year)
            {
                return Problems.Invalid("month", "2024-05 の形にしてください。");
            }

            var beyond = first.AddMonths(1);
            found = found.Where(stream => stream.BegunOn >= first && stream.BegunOn < beyond);
        }

        if (asked.Search is { Length: > 0 } search)
        {
            found = Number().Match(FullWidth.Narrow(search)) is { Success: true } number && FiscalYear.Parse(number.Groups["year"].Value) is { } year && int.TryParse(number.Groups["number"].Value, out var which)
                ? found.Where(stream => stream.FiscalYear == year.Year && stream.Number == which)
                : JapaneseName.Key(search) is var key ? found.Where(stream => stream.NameKey.Contains(key)) : found;
        }

        found = asked.Status is { Length: > 0 } status ? found.Where(stream => stream.Status!.Code == status) : found;
        found = asked.Type is { Length: > 0 } type ? found.Where(stream => stream.Type!.Code == type) : found;
        found = asked.Actor is { Length: > 0 } actor ? found.Where(stream => stream.Actors.Contains(actor)) : found;
        if (asked.Overdue)
        {
            var today = clock.Today();
            found = found.Where(stream => stream.Due != null && stream.Due.On < today);
        }

        var all = await found.CountAsync(cancellationToken);
        var items = await found.OrderByDescending(stream => stream.FiscalYear).ThenByDescending(stream => stream.Number).Skip(asked.Offset).Take(asked.Limit).ToListAsync(cancellationToken);
        return Results.Json(new StreamList(all, [.. items.Select(stream => stream.Item)]), ContractJson.Options);
    }

    [GeneratedRegex("^(?<year>[RrHh]?[0-9]{1,4})-(?<number>[0-9]{1,6})$")]
    private static partial Regex Number();
}
