using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using Imizu.ServiceDefaults.Access;
using Imizu.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Imizu.ServiceDefaults.Tests.Access;

/// <summary>
/// Every endpoint that a service has takes the right that was approved for it, and asked as nobody, with wrong tokens, and as each role lets exactly those in who have it.
/// What is approved is in <c>Access/Approved</c>, a file for each service: <c>IMIZU_RIGHTS=write</c> writes them anew, to be looked at.
/// </summary>
public sealed partial class EndpointRightsTests(TestServers servers)
{
    private const string LetIn = "let in";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Imizu.Consultation")]
    [InlineData("Imizu.Outreach")]
    [InlineData("Imizu.Participation")]
    [InlineData("Imizu.CommunityBuilding")]
    [InlineData("Imizu.Projection")]
    [InlineData("Imizu.Gateway", true)]
    [InlineData("Imizu.Operations", true)]
    public async Task Each_endpoint_lets_in_who_has_its_right_and_nobody_else(string project, bool needsOthers = false)
    {
        await using var service = await Start(project);
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(project["Imizu.".Length..]);
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        var endpoints = (await http.GetFromJsonAsync<List<EndpointRight>>("/rights", JsonSerializerOptions.Web, Cancelled))!;

        var lines = endpoints.Select(endpoint => $"{endpoint.Method} {endpoint.Path} {endpoint.Right ?? "anybody"}").ToList();
        var approved = Path.Combine(Repository.Root, "tests/Imizu.ServiceDefaults.Tests/Access/Approved", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("IMIZU_RIGHTS") == "write")
        {
            await File.WriteAllLinesAsync(approved, lines, Cancelled);
        }
        Assert.Equal(await File.ReadAllLinesAsync(approved, Cancelled), lines);
        var guarded = endpoints.Where(endpoint => endpoint.Right is not null).ToList();
        var (wrong, notLetIn) = (new List<string>(), NotLetIn(name).ToList());
        var ofRole = Role.All.ToDictionary(role => role.Code, role => TestProvider.Shared.Token("somebody", Audience.Of(name), [role.Code]));
        foreach (var endpoint in guarded)
        {
            foreach (var (what, token) in notLetIn)
            {
                await Expect(endpoint, what, token, "401");
            }
            foreach (var (role, token) in ofRole)
            {
                await Expect(endpoint, role, token, Right.Has(role, endpoint.Right!) ? LetIn : "403");
            }
        }
        Assert.Empty(wrong);

        async Task Expect(EndpointRight endpoint, string who, string? token, string expected)
        {
            if (await Ask(http, endpoint, token, needsOthers) is var answered && answered != expected)
            {
                wrong.Add($"{endpoint.Method} {endpoint.Path} ({endpoint.Right}) as {who}: {answered} instead of {expected}");
            }
        }
    }

    /// <summary>What an endpoint answers to somebody: 401, 403 for want of the role, a fault, or whatever it answers to who is let in.</summary>
    private static async Task<string> Ask(HttpClient http, EndpointRight endpoint, string? token, bool needsOthers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), Parameter().Replace(endpoint.Path, part => part.Value.EndsWith(":int}", StringComparison.Ordinal) ? "1" : "0198c1d2-7e00-7000-8000-000000000001"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = endpoint.Method is "POST" or "PUT" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed or HttpStatusCode.InternalServerError => $"{(int)answer.StatusCode}",
            // Those that others answer for are not there.
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable when !needsOthers => $"{(int)answer.StatusCode}",
            // An account may be let in and still not be one that may send.
            HttpStatusCode.Forbidden when endpoint.Right != Right.SendTallies || (await answer.Content.ReadAsStringAsync(Cancelled)).Contains("この役割では", StringComparison.Ordinal) => "403",
            _ => LetIn,
        };
    }

    [Theory]
    [InlineData("Imizu.Outreach", "/targets/x")]
    [InlineData("Imizu.Operations", "/rights")]
    [InlineData("Imizu.Gateway", "/nowhere")]
    public async Task Every_answer_tells_browsers_to_keep_to_it(string project, string path)
    {
        await using var service = await Start(project);

        using var answer = await service.Http.GetAsync(path, Cancelled);

        Assert.Equal((SecurityHeaders.NoPage, "nosniff", "DENY", "no-referrer", "no-store"), (
            Header("Content-Security-Policy"), Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cache-Control")));

        string Header(string name) => answer.Headers.GetValues(name).Single();
    }

    [Theory]
    [InlineData("127.0.0.0/8", "192.0.2.7")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    public async Task Where_a_request_comes_from_is_believed_from_named_proxies_alone(string proxy, string from)
    {
        await using var service = await ServiceProcess.Start("Imizu.Outreach", await servers.NewDatabase(), await servers.NewBroker(), Cancelled,
            settings: new Dictionary<string, string> { ["Proxies__0"] = proxy });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/targets/{Guid.NewGuid()}") { Headers = { { "X-Forwarded-For", "192.0.2.7" } } };

        using var answer = await service.Http.SendAsync(request, Cancelled);

        var log = await service.Http.GetFromJsonAsync<JsonElement>("/access-log?path=/targets/", Cancelled);
        Assert.Equal(from, log.EnumerateArray().Single().GetProperty("entry").GetProperty("from").GetString());
    }

    [Fact]
    public async Task An_endpoint_that_does_not_say_who_may_use_it_keeps_its_service_from_starting()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Authentication:Authority"] = TestProvider.Shared.Address;
        builder.AddAccess("consultation");
        await using var app = builder.Build();
        app.UseAccess();
        app.MapGet("/forgotten", () => "");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Cancelled));

        Assert.Contains("/forgotten", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_provider_is_away_a_token_is_neither_right_nor_wrong()
    {
        await using var service = await ServiceProcess.Start("Imizu.Outreach", await servers.NewDatabase(), await servers.NewBroker(), Cancelled,
            settings: new Dictionary<string, string> { ["Authentication__Authority"] = "http://127.0.0.1:1" });

        using var answer = await service.Http.GetAsync($"/targets/{Guid.NewGuid()}", Cancelled);
        using var nobody = new HttpClient { BaseAddress = service.Http.BaseAddress };
        using var unknown = await nobody.GetAsync($"/targets/{Guid.NewGuid()}", Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized), (answer.StatusCode, unknown.StatusCode));
    }

    /// <summary>Nobody, and tokens with all roles that are wrong each in one way.</summary>
    private static IEnumerable<(string What, string? Token)> NotLetIn(string name)
    {
        var (provider, own, all) = (TestProvider.Shared, Audience.Of(name), TestProvider.AllRoles);
        var good = provider.Token("somebody", own, all).Split('.');
        yield return ("nobody", null);
        yield return ("a forged signature", provider.Token("somebody", own, all, key: new RsaSecurityKey(RSA.Create(2048)) { KeyId = "test" }));
        yield return ("another content under the signature", $"{good[0]}.{provider.Token("somebody-else", own, all).Split('.')[1]}.{good[2]}");
        yield return ("no signature", $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{good[1]}.");
        yield return ("expired", provider.Token("somebody", own, all, life: TimeSpan.FromMinutes(-2)));
        yield return ("another service's", provider.Token("somebody", Audience.Of("nobody"), all));
        yield return ("another issuer's", provider.Token("somebody", own, all, issuer: "https://login.example.lg.jp/"));
        yield return ("a name instead of a code", provider.Token("山田 太郎", own, all));
    }

    private async Task<ServiceProcess> Start(string project)
    {
        // What operates on others ends at once, since what answers there is none of them.
        var nowhere = Audience.Services.ToDictionary(name => name, _ => new Uri(TestProvider.Shared.Address));
        return await ServiceProcess.Start(project, await servers.NewDatabase(), await servers.NewBroker(), Cancelled, nowhere,
            new Dictionary<string, string> { ["ConnectionStrings__management"] = servers.Management });
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
