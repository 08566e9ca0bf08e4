using System.Net;
using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Xunit;
using static Imizu.Operations.Tests.Loading.ScriptedService;

namespace Imizu.Operations.Tests.Loading;

public sealed class CatchingUpTests
{
    private static readonly Guid Entry = new("0198c1d2-0000-7000-8000-000000000001");
    private static readonly LoadedHistory Loaded = new(new Dictionary<string, IReadOnlySet<Guid>>
    {
        [Services.Consultation] = new HashSet<Guid> { Entry },
        // Nothing to wait for; it may not even have a feed.
        ["web"] = new HashSet<Guid>(),
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_is_taken_once_it_counts_the_last_entry()
    {
        var service = new ScriptedService((request, attempt) => request.RequestUri!.AbsolutePath == "/events"
            ? Feed(request, from: attempt > 1 ? Entry : null)
            : ReportUpTo(attempt > 2 ? 7 : 6));

        var report = await new CatchingUp(Addresses, new HttpClient(service)).WaitAsync(2024, Loaded, TimeSpan.FromSeconds(20), cancellationToken: Cancellation);

        Assert.Equal(7, Assert.Single(report.Sources).Position);
    }

    [Fact]
    public async Task After_the_limit_it_says_which_service_lags()
    {
        var service = new ScriptedService((request, _) => request.RequestUri!.AbsolutePath == "/events" ? Feed(request, Entry) : ReportUpTo(6));

        var late = await Assert.ThrowsAsync<OperationFailedException>(() =>
            new CatchingUp(Addresses, new HttpClient(service)).WaitAsync(2024, Loaded, TimeSpan.FromMilliseconds(100), cancellationToken: Cancellation));

        Assert.Contains("consultation: the report counts up to position 6 of 7", late.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Feed(HttpRequestMessage request, Guid? from) =>
        Json(HttpStatusCode.OK, JsonSerializer.Serialize(
            from is { } id && request.RequestUri!.Query.Contains("after=0", StringComparison.Ordinal) ? [Envelope(id)] : Array.Empty<EventEnvelope>(),
            ContractJson.Options));

    private static HttpResponseMessage ReportUpTo(long position) =>
        Json(HttpStatusCode.OK, JsonSerializer.Serialize(
            PrintedReport.Of(Figures.Read()) with { Sources = [new SourcePosition("urn:imizu:consultation", position)] }, ContractJson.Options));

    private static EventEnvelope Envelope(Guid id) => new()
    {
        Id = id,
        Source = "urn:imizu:consultation",
        Type = "jp.imizu.consultation.case-received.v1",
        Subject = "case/x",
        Time = DateTimeOffset.UnixEpoch,
        Position = 7,
        Previousposition = 0,
        Streamversion = 1,
        Actor = "demo-loader",
        Data = JsonElement.Parse("{}"),
    };
}
