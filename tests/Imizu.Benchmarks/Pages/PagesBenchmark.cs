using System.Text.Json;
using Imizu.Benchmarks.Results;
using Imizu.LocalStack;
using Imizu.Testing.Browsers;
using Imizu.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Npgsql;
using Access = Imizu.Contracts.Access;

namespace Imizu.Benchmarks.Pages;

/// <summary>
/// Pages for staff in a browser that has nothing of them yet: how long until all of it is shown, and how much comes over the wire; beside a plain page with a style,
/// of a server of its own, loaded in turn with them. The history of fiscal 2024 is loaded, and the list has so many cases.
/// </summary>
internal static class PagesBenchmark
{
    private const int Loads = 40, WarmUp = 30;
    private const double MostKilobytes = 300, MostLoaded = 500, MostAnswered = 200;

    private const string Plain = """
        <!doctype html><html lang="ja"><head><meta charset="utf-8"><title>plain</title><link rel="stylesheet" href="/plain.css"></head>
        <body><h1>重層的支援体制整備事業</h1><p>相談支援、アウトリーチ、参加支援、地域づくり。</p></body></html>
        """;

    public static async Task<IReadOnlyList<Comparison>> Run(int cases, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting the stack, and loading the history of fiscal 2024");
        await using var stack = await RunningStack.Start(cancellationToken);
        using var http = stack.Client();
        http.Timeout = Timeout.InfiniteTimeSpan;
        using var history = await http.PostAsync(new Uri(stack.Services["operations"], "/history"), content: null, cancellationToken);
        history.EnsureSuccessStatusCode();
        say($"listing {cases:N0} cases");
        await FillAsync(stack.DatabaseOf("consultation"), cases, cancellationToken);

        await using var plain = await StartPlainAsync();
        await using var browser = new Browser();
        await browser.InitializeAsync();
        Uri web = At(stack, "web"), identity = At(stack, "identity");
        var kept = await LogInAsync(browser, stack, web, identity, cancellationToken);
        var results = new List<Comparison>();
        foreach (var (subject, path, most) in ((string, string, double?)[])
            [("home", "/", null), ("the report of fiscal 2024", "/reports/2024", null), ($"the list of {cases:N0} cases", "/records/cases", MostAnswered), ("a search in it", "/records/cases?search=R6-012", MostAnswered)])
        {
            say($"loading {subject}, {Loads} times");
            var (ours, floor) = (new List<Load>(), new List<Load>());
            for (var load = -WarmUp; load < Loads; load++)
            {
                var (one, other) = (await LoadAsync(browser, web, path, kept), await LoadAsync(browser, plain.Address, "/", null));
                if (load >= 0)
                {
                    ours.Add(one);
                    floor.Add(other);
                }
            }

            var (loaded, answered, kilobytes) = (new Percentiles(ours.Select(load => load.Loaded)), new Percentiles(ours.Select(load => load.Answered)), ours.Max(load => load.Kilobytes));
            results.Add(new("pages", $"{subject}: first load, p95", "ms", new Bar(Role.Ours, "until all of it is shown", loaded.P95), new Bar(Role.Floor, "a plain page with a style", new Percentiles(floor.Select(load => load.Loaded)).P95))
            {
                Aim = $"{MostLoaded:0} ms, {MostKilobytes:0} KB{(most is null ? "" : $", its page answered in {most:0} ms")}",
                IsReached = loaded.P95 <= MostLoaded && kilobytes <= MostKilobytes && answered.P95 <= (most ?? double.MaxValue),
                Also = new Dictionary<string, double> { ["p50 ms"] = loaded.P50, ["p95 ms until its page is answered"] = answered.P95, ["KB over the wire, with the script that comes after"] = kilobytes },
            });
        }

        return results;
    }

    private static Uri At(RunningStack stack, string service) => new($"http://localhost:{stack.Services[service].Port}");

    /// <summary>What a browser of whoever may see all of it keeps.</summary>
    private static async Task<string> LogInAsync(Browser browser, RunningStack stack, Uri web, Uri identity, CancellationToken cancellationToken)
    {
        using var administrator = await Person.FirstAdministrator(identity, await File.ReadAllTextAsync(StackFiles.Log(stack.Folder, "identity"), cancellationToken));
        var person = await administrator.NewSettledStaff(Access.Role.RecorderConsultation, Access.Role.Reporter);
        await using var open = await browser.Open(web, [identity]);
        await open.Page.GotoAsync("/");
        await open.Enter(person, step: 0);
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "ホーム" }).WaitForAsync();
        return await open.Page.Context.StorageStateAsync();
    }

    private static async Task<Load> LoadAsync(Browser browser, Uri address, string path, string? kept)
    {
        await using var open = await browser.Open(address, kept: kept);
        await open.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        // The script that is asked for once the page is shown counts too.
        await open.Page.WaitForFunctionAsync("() => !document.querySelector('script[data-enhancing]') || performance.getEntriesByType('resource').some(part => part.name.includes('blazor'))");
        var seen = await open.Page.EvaluateAsync<JsonElement>("""
            () => { const page = performance.getEntriesByType('navigation')[0], parts = performance.getEntriesByType('resource');
              return { end: page.loadEventStart, answered: page.responseEnd, bytes: parts.reduce((sum, part) => sum + part.transferSize, page.transferSize) }; }
            """);
        return new(seen.GetProperty("end").GetDouble(), seen.GetProperty("answered").GetDouble(), seen.GetProperty("bytes").GetDouble() / 1024);
    }

    /// <summary>Lists as many cases as there would be, each as one that was recorded is listed.</summary>
    private static async Task FillAsync(string database, int cases, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var table = new NpgsqlCommand("select schemaname || '.' || tablename from pg_tables where tablename = 'mt_doc_listedstream'", connection);
        var name = (string)(await table.ExecuteScalarAsync(cancellationToken))!;
        await using var columns = new NpgsqlCommand($"select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = '{name}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname not in ('id', 'data')", connection);
        var others = (string)(await columns.ExecuteScalarAsync(cancellationToken))!;
        await using var fill = new NpgsqlCommand($"""
            insert into {name} (id, data, {others})
            select 'case/' || made.id, data || jsonb_build_object('id', 'case/' || made.id, 'number', 100000 + n), {others}
            from (select n, gen_random_uuid() as id from generate_series(1, {cases}) n) made
            join (select row_number() over () as row, * from {name} where data ->> 'kind' = 'case') listed on listed.row = 1 + n % (select count(*) from {name} where data ->> 'kind' = 'case')
            """, connection) { CommandTimeout = 600 };
        await fill.ExecuteNonQueryAsync(cancellationToken);
        await using var analyze = new NpgsqlCommand($"vacuum analyze {name}", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PlainServer> StartPlainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => TypedResults.Text(Plain, "text/html; charset=utf-8"));
        app.MapGet("/plain.css", () => TypedResults.Text("body { font-family: sans-serif; margin: 2rem }", "text/css"));
        await app.StartAsync();
        return new(app, new(app.Urls.Single()));
    }

    private sealed record Load(double Loaded, double Answered, double Kilobytes);

    private sealed record PlainServer(WebApplication App, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
