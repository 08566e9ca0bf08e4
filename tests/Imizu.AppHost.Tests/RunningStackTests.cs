using System.Net;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.AppHost.Tests;

/// <summary>What a running stack gives to its processes, and what it does not.</summary>
[Collection(nameof(StackFixture))]
public sealed class RunningStackTests(StackFixture fixture)
{
    private static readonly string[] Services = ["consultation", "outreach", "participation", "community-building", "projection", "gateway", "identity", "operations"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private RunningStack Stack => fixture.Stack;

    [Fact]
    public async Task A_service_has_its_own_settings_and_nothing_of_the_AppHosts_environment_or_of_another_service()
    {
        var passwords = Services[..7].ToDictionary(service => service, service => Stack.DatabaseOf(service).Split("Password=")[1]);
        foreach (var service in Services)
        {
            var environment = await File.ReadAllTextAsync($"/proc/{Stack.State.Of(service).Pid}/environ", Cancelled);
            string[] variables = environment.Split('\0');

            Assert.DoesNotContain(StackFixture.Foreign, environment, StringComparison.Ordinal);
            Assert.DoesNotContain(Stack.Postgres.Split("Password=")[1], environment, StringComparison.Ordinal);
            Assert.DoesNotContain(variables, variable => variable.Contains("URL_QUERY_REDACTION", StringComparison.Ordinal));
            Assert.All(passwords.Where(other => other.Key != service), other => Assert.DoesNotContain(other.Value, environment, StringComparison.Ordinal));
            Assert.Contains("AllowedHosts=127.0.0.1;localhost", variables);
            Assert.Contains($"OTEL_SERVICE_NAME={service}", variables);
        }
    }

    [Fact]
    public async Task Under_a_name_that_is_not_this_machines_no_service_answers()
    {
        using var http = new HttpClient();
        foreach (var service in Services)
        {
            Assert.Equal((service, HttpStatusCode.BadRequest), (service, await Status("elsewhere.example")));
            Assert.Equal((service, HttpStatusCode.OK), (service, await Status("localhost")));

            async Task<HttpStatusCode> Status(string host)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Stack.Services[service], "/health/live"));
                request.Headers.Host = $"{host}:{Stack.Services[service].Port}";
                using var answer = await http.SendAsync(request, Cancelled);
                return answer.StatusCode;
            }
        }
    }

    [Fact]
    public async Task A_second_stack_on_the_folder_is_refused_in_one_line_and_the_first_goes_on()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningStack.Start(Cancelled, Stack.Folder));

        Assert.Contains($"\nAnother stack (process {Stack.State.Host.Pid}) runs on {Stack.Folder}: stop that one", refused.Message, StringComparison.Ordinal);
        await Stack.UntilHealthy(Cancelled);
    }
}
