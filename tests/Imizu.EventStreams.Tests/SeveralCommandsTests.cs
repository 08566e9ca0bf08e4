using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>Several commands to a stream in one request, and asking what would be refused.</summary>
public sealed class SeveralCommandsTests(TestServers servers) : IAsyncLifetime
{
    private ServiceProcess _service = null!;
    private HttpClient _desk = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);
        _desk = _service.As("staff-07", Role.RecorderConsultation);
    }

    public async ValueTask DisposeAsync()
    {
        _desk?.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task All_are_recorded_in_order_each_decided_on_what_the_ones_before_have_made_of_it()
    {
        var path = NewCase();
        object[] all = [Receipt("2024-05-01"), new { what = "household", command = new { on = "2024-05-01", type = "singlePerson" } }, new { what = "plan", command = new { on = "2024-05-20" } }];
        var (status, answer) = await Send(path, all, key: "row-1");
        Assert.Equal((HttpStatusCode.Created, 3, 3), (status, answer.GetProperty("version").GetInt32(), answer.GetProperty("entries").GetArrayLength()));

        var (again, replayed) = await Send(path, all, key: "row-1");
        Assert.Equal((HttpStatusCode.Created, answer.GetRawText()), (again, replayed.GetRawText()));
        Assert.Equal(3, (await _desk.GetFromJsonAsync<JsonElement>(path, Cancelled)).GetProperty("version").GetInt32());
        var listed = (await _desk.GetFromJsonAsync<JsonElement>("/cases", Cancelled)).GetProperty("items").EnumerateArray().Single(item => path.EndsWith(item.GetProperty("id").GetString()!, StringComparison.Ordinal));
        Assert.Equal("planned", listed.GetProperty("status").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Where_one_is_refused_nothing_is_recorded_and_the_field_says_which()
    {
        var path = NewCase();
        var (status, answer) = await Send(path, [Receipt("2024-05-02"), new { what = "plan", command = new { on = "2024-05-01" } }]);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("[1].on", Assert.Single(answer.GetProperty("errors").EnumerateObject()).Name);

        (status, answer) = await Send(path, [new { what = "receipt", command = new { on = "4/5/2025", route = "aunt" } }, new { what = "no-such", command = new { } }, new { what = "plan", command = "x" }]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["[0].on", "[0].route", "[1].what", "[2].body"], answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));

        (status, _) = await Send(path, []);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        using var read = await _desk.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task A_key_stands_for_these_commands_though_others_have_the_same_body()
    {
        var path = NewCase();
        await Send(path, [Receipt("2024-05-01"), new { what = "consent", command = new { on = "2024-05-02" } }], key: "a");
        var (status, _) = await Send(path, [new { what = "consent-withdrawal", command = new { on = "2024-05-03" } }], key: "b");
        Assert.Equal(HttpStatusCode.Created, status);
        (status, _) = await Send(path, [new { what = "consent", command = new { on = "2024-05-03" } }], key: "b");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_become_of_it_and_records_nothing()
    {
        var path = NewCase();
        var (status, answer) = await Send(path, [Receipt("2024-05-01")], dryRun: "true");
        Assert.Equal((HttpStatusCode.OK, 1), (status, answer.GetProperty("version").GetInt32()));
        Assert.Equal($"{Guid.Empty} jp.imizu.consultation.case-received.v1", string.Join(';', answer.GetProperty("entries").EnumerateArray().Select(entry => $"{entry.GetProperty("id")} {entry.GetProperty("type")}")));

        (status, answer) = await Send(path, [new { what = "plan", command = new { on = "2024-05-01" } }], dryRun: "true");
        Assert.Equal(HttpStatusCode.Conflict, status);
        (status, answer) = await Send(path, [Receipt("2024-05-01")], dryRun: "perhaps");
        Assert.Equal((HttpStatusCode.BadRequest, "Imizu-Dry-Run"), (status, Assert.Single(answer.GetProperty("errors").EnumerateObject()).Name));
        using var read = await _desk.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);

        // The same command, meant.
        (status, _) = await Send(path, [Receipt("2024-05-01")]);
        Assert.Equal(HttpStatusCode.Created, status);
    }

    private static string NewCase() => $"/cases/{Guid.NewGuid()}";

    private static object Receipt(string on) => new { what = "receipt", command = new { on, route = "family" } };

    private async Task<(HttpStatusCode Status, JsonElement Answer)> Send(string path, object[] all, string? key = null, string? dryRun = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/entries") { Content = JsonContent.Create(all) };
        foreach (var (name, value) in new[] { ("Idempotency-Key", key), ("Imizu-Dry-Run", dryRun) }.Where(header => header.Item2 is not null))
        {
            request.Headers.Add(name, value);
        }

        using var answer = await _desk.SendAsync(request, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled));
    }
}
