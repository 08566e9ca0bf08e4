using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed partial class DashboardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Services_are_told_to_send_their_telemetry_to_it_with_its_key()
    {
        using var stack = await SubjectStack.StartWithDashboard(_folder.Path).HealthyAsync();

        var first = await stack.EnvironmentOfAsync("first");

        var kept = new KeptValues(new DataFolder(_folder.Path));
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", first["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("grpc", first["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal(
            $"x-otlp-api-key={kept.Secret("dashboard-otlp-api-key", () => "none was kept")}", first["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    [Fact]
    public async Task A_receiver_that_the_host_s_environment_names_wins()
    {
        using var stack = await SubjectStack.StartWithDashboard(_folder.Path, "http://collector:4317").HealthyAsync();

        var first = await stack.EnvironmentOfAsync("first");

        Assert.Equal("http://collector:4317", first["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_HEADERS", first.Keys);
    }

    [Fact]
    public async Task Its_address_is_printed_and_the_same_after_the_next_start()
    {
        var first = await AddressAsync();
        var second = await AddressAsync();

        Assert.Equal(first, second);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/login\?t=[0-9a-f]{32}$", first);
    }

    [Fact]
    public async Task Without_it_no_address_is_printed_and_none_is_told_to_services()
    {
        using var stack = await SubjectStack.StartWithDashboard(_folder.Path, null, "--LocalHosting:Dashboard=false").HealthyAsync();

        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", (await stack.EnvironmentOfAsync("first")).Keys);
        Assert.DoesNotContain("Dashboard:", (await stack.StopAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_stack_on_the_folder_is_refused_and_the_first_one_s_dashboard_stays()
    {
        using var stack = await SubjectStack.StartWithDashboard(_folder.Path).HealthyAsync();
        using var second = SubjectStack.StartWithDashboard(_folder.Path);

        Assert.Equal(1, (await second.EndAsync()).ExitCode);

        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var kept = new KeptValues(new DataFolder(_folder.Path));
        var port = new DataFolder(_folder.Path).Read<Dictionary<string, int>>("ports.json")!["dashboard"];
        using var answer = await http.GetAsync(
            new Uri($"http://127.0.0.1:{port}/login?t={kept.Secret("dashboard-token", () => "none was kept")}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_that_it_was_told_to_take_and_cannot_have_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var stack = SubjectStack.StartWithDashboard(_folder.Path, null, $"--Dashboard:Port={port}");

        var (exitCode, output, errors) = await stack.EndAsync();

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($":{port}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stacks_run_side_by_side_each_with_its_own()
    {
        using var other = new TemporaryFolder();
        using var stack = await SubjectStack.StartWithDashboard(_folder.Path).HealthyAsync();
        using var neighbour = await SubjectStack.StartWithDashboard(other.Path).HealthyAsync();

        Assert.NotEqual(
            (await stack.EnvironmentOfAsync("first"))["OTEL_EXPORTER_OTLP_ENDPOINT"],
            (await neighbour.EnvironmentOfAsync("first"))["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    private async Task<string> AddressAsync()
    {
        using var stack = await SubjectStack.StartWithDashboard(_folder.Path).HealthyAsync();
        return Printed().Match((await stack.StopAsync()).Output).Groups[1].Value;
    }

    [GeneratedRegex(@"^Dashboard: (\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Printed();
}
