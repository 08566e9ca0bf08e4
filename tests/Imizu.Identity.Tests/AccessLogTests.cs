using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imizu.Contracts.Access;
using Imizu.Identity.Hygiene;
using Imizu.Testing.Browsers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>The log of who logged in, failed to, and changed whose account.</summary>
[Collection(nameof(RunningIdentity))]
public sealed class AccessLogTests(RunningIdentity identity)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_ins_refused_or_not_and_what_somebody_sets_up_are_in_it_and_no_secret_is()
    {
        var settled = await identity.NewSettledStaff(Role.RecorderOutreach);
        using var person = settled.Elsewhere();
        using var stranger = new Person(identity.Address, "a password typed here");
        await stranger.LogIn("whatever");
        await person.LogIn("not the password");
        await person.LogIn(RunningIdentity.Password);
        await person.SecondFactor("000000");
        await person.SecondFactor(person.AppCode(0));
        using var application = new TokenClient(identity.Address);
        var hint = (await application.Exchange((await person.Get(application.Authorization("openid"))).Location!)).GetProperty("id_token").GetString();
        await person.Get($"/connect/log-out?id_token_hint={hint}");
        await person.LogIn(RunningIdentity.Password);
        await person.SecondFactor(person.AppCode(1));
        await person.Get("/log-out");
        await person.Send("/log-out");
        await person.Send("/log-out");

        using var auditor = await Reader(Role.Auditor);
        var log = (await auditor.GetFromJsonAsync<List<NumberedAccess>>($"/access-log?actor={person.Code}", Cancelled))!.Select(one => one.Entry).ToList();
        Assert.Equal(
            [
                "log-in.password /log-in 302", "password.change /password 302", "authenticator.set-up /authenticator 302", "recovery-codes.make /recovery-codes 200",
                "log-in.password /log-in 401", "log-in.password /log-in 302", "log-in.code /second-factor 400", "log-in.code /second-factor 302", "log-out /connect/log-out 302",
                "log-in.password /log-in 302", "log-in.code /second-factor 302", "log-out /log-out 302",
            ],
            log.Select(Told));
        Assert.All(log, entry => Assert.Contains(entry.From, (string[])["127.0.0.1", "::1"]));
        var nobodys = await auditor.GetFromJsonAsync<List<NumberedAccess>>($"/access-log?actor={LoggedActs.Nobody}", Cancelled);
        Assert.Contains("log-in.password /log-in 401", nobodys!.Select(one => Told(one.Entry)));
        var all = await auditor.GetStringAsync("/access-log", Cancelled);
        Assert.All((string[])["a password typed here", "whatever", "not the password", RunningIdentity.Password, person.RecoveryCodes[0]], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_operators_do_with_accounts_is_in_it_with_the_roles_and_what_others_try_as_refused()
    {
        var (person, other) = (await identity.NewSettledStaff(Role.RecorderOutreach), await identity.NewSettledStaff(Role.Reporter));
        var page = $"/staff/{person.Code}";
        await identity.Administrator.Get(page);
        await identity.Administrator.Send($"{page}?handler=Roles", ("Roles", Role.Auditor), ("Roles", Role.Approver));
        await identity.Administrator.Send($"{page}?handler=Lock");
        await identity.Administrator.Send($"{page}?handler=Unlock");
        await identity.Administrator.Send($"{page}?handler=Reset");
        await other.Get("/");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Send($"{page}?handler=Lock")).Status);

        using var auditor = await Reader(Role.Auditor);
        var log = (await auditor.GetFromJsonAsync<List<NumberedAccess>>($"/access-log?path={page}", Cancelled))!.Select(one => one.Entry).ToList();
        Assert.Equal(
            [
                $"{identity.Administrator.Code} staff.add {page}?roles=recorder.outreach 302", $"{identity.Administrator.Code} staff.roles {page}?roles=approver,auditor 302",
                $"{identity.Administrator.Code} staff.lock {page} 302", $"{identity.Administrator.Code} staff.unlock {page} 302", $"{identity.Administrator.Code} staff.reset {page} 302",
                $"{other.Code} accounts.manage {page} 403",
            ],
            log.Select(entry => $"{entry.Actor} {Told(entry)}"));
    }

    /// <summary>By what the page does, not by what the address says of it.</summary>
    [Fact]
    public async Task Nobody_keeps_an_act_out_of_it_by_the_address_or_has_it_say_another()
    {
        var settled = await identity.NewSettledStaff(Role.RecorderOutreach);
        using var person = settled.Elsewhere();
        await person.Get("/log-in");
        await person.Send("/log-in?handler=other", ("Code", person.Code), ("Password", "guessed"));
        await person.Send($"/log-in?Code={person.Code}&Password=guessed");
        var page = $"/staff/{person.Code}";
        await identity.Administrator.Get(page);
        await identity.Administrator.Send($"{page}?handler=Roles&handler=other&Roles={Role.Approver}");

        using var auditor = await Reader(Role.Auditor);
        var log = (await auditor.GetFromJsonAsync<List<NumberedAccess>>("/access-log?limit=1000", Cancelled))!.Select(one => one.Entry).ToList();
        Assert.Equal(2, log.Count(entry => entry.Actor == person.Code && Told(entry) == "log-in.password /log-in 401"));
        Assert.Single(log, entry => Told(entry) == $"staff.roles {page}?roles=approver 302");
    }

    /// <summary>A page of another's leads somebody there, and nobody is logged out by that.</summary>
    [Fact]
    public async Task Who_was_asked_whether_to_log_out_has_not_logged_out()
    {
        var person = await identity.NewSettledStaff();
        Assert.Equal("/log-out", (await person.Get("/connect/log-out")).Location);
        await person.Get("/log-in");
        await person.Send("/log-in", ("Code", person.Code), ("Password", "whatever"));
        using var auditor = await Reader(Role.Auditor);
        Assert.Equal(
            "recovery-codes.make /recovery-codes 200",
            Told((await auditor.GetFromJsonAsync<List<NumberedAccess>>($"/access-log?actor={person.Code}", Cancelled))![^1].Entry));
    }

    [Fact]
    public async Task A_refused_secret_of_a_client_is_in_it_and_a_token_that_was_given_is_not()
    {
        using var client = new TokenClient(identity.Address);
        using var auditor = await Reader(Role.Auditor);
        await client.ServiceAccount("imizu-projection", RunningIdentity.FeedSecret, "imizu-consultation");
        await client.ServiceAccount("imizu-projection", "not the secret", "imizu-consultation");
        Assert.Contains(
            "token.get /connect/token 401",
            (await auditor.GetFromJsonAsync<List<NumberedAccess>>("/access-log?actor=imizu-projection", Cancelled))!.Select(one => Told(one.Entry)).Distinct().Single());
    }

    [Fact]
    public async Task Auditors_alone_read_it_by_a_token_for_this_service_and_that_is_in_it()
    {
        using var nobody = new HttpClient { BaseAddress = identity.Address };
        using var recorder = await Reader(Role.RecorderOutreach);
        using var elsewhere = await Reader(Role.Auditor, "imizu-projection");
        using var auditor = await Reader(Role.Auditor);
        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.OK],
            await Task.WhenAll(((HttpClient[])[nobody, recorder, elsewhere, auditor]).Select(async who => (await who.GetAsync("/access-log?limit=1", Cancelled)).StatusCode)));
        // A session of the pages is none.
        Assert.Equal(HttpStatusCode.Unauthorized, (await (await identity.NewSettledStaff(Role.Auditor)).Get("/access-log")).Status);
        var reads = (await auditor.GetFromJsonAsync<List<NumberedAccess>>("/access-log?path=/access-log", Cancelled))!.Select(one => Told(one.Entry));
        Assert.Contains("access-log.read /access-log 200", reads);
        Assert.Contains("access-log.read /access-log 403", reads);
        var wrong = await auditor.GetAsync("/access-log?limit=0", Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("limit", await wrong.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_entry_is_found()
    {
        await identity.NewSettledStaff();
        using var operators = await Reader(Role.Operator);
        Assert.Null((await operators.GetFromJsonAsync<AccessLogCheck>("/access-log/check", Cancelled))!.Fault);
        await Execute("update access.log set actor = 'somebody-else' where number = 2");
        var fault = (await operators.GetFromJsonAsync<AccessLogCheck>("/access-log/check", Cancelled))!.Fault;
        Assert.StartsWith("Entry 2 ", fault, StringComparison.Ordinal);
        await Execute($"update access.log set actor = '{identity.Administrator.Code}' where number = 2");
        Assert.Null((await operators.GetFromJsonAsync<AccessLogCheck>("/access-log/check", Cancelled))!.Fault);
    }

    /// <summary>A new one cannot be forgotten.</summary>
    [Fact]
    public void All_that_can_be_posted_is_in_it_or_changes_nothing()
    {
        var pages = typeof(LoggedActs).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract)
            .SelectMany(model => model.GetMethods().Select(method => Regex.Match(method.Name, "^OnPost(?<handler>.*?)(Async)?$")).Where(match => match.Success)
                .Select(match => (PageOf(model), match.Groups["handler"].Value)));
        var routes = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") is true && endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null)
            .Select(endpoint => (((RouteEndpoint)endpoint).RoutePattern.RawText!, ""));
        Assert.Equal(
            NotedPages.Acts.Keys.Concat(
            [
                // Noted where they are decided, or refused.
                ("/passkey/log-in", ""), ("/passkey/registration", ""), ("/connect/token", ""), ("/connect/log-out", ""),
                // Nothing is changed by them.
                ("/Error", ""), ("/passkey/log-in/options", ""), ("/passkey/registration/options", ""), ("/connect/authorize", ""),
            ]).Order(),
            pages.Concat(routes).Distinct().Order());
        Assert.Equal(
            IdentityAct.All.Select(act => act.Code).Order(),
            NotedPages.Acts.Values.Concat([IdentityAct.LogInByPasskey, IdentityAct.AddPasskey, IdentityAct.GetToken, IdentityAct.SendForm]).Distinct().Order());

        static string PageOf(Type model) => $"{model.FullName!["Imizu.Identity.Pages".Length..].Replace('.', '/')}"[..^"Model".Length];
    }

    private static IEnumerable<Microsoft.AspNetCore.Http.Endpoint> Endpoints()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Imizu.Identity" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:database"] = "Host=127.0.0.1", ["Identity:Issuer"] = "http://localhost:5998/", ["Identity:KeySecret"] = "asked for nothing here",
        });
        builder.AddIdentityProvider();
        var app = builder.Build();
        app.UseIdentityProvider();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)];
    }

    private static string Told(AccessLogEntry entry) => $"{entry.Right} {entry.Path} {entry.Status}";

    private async Task<HttpClient> Reader(string role, string scope = "imizu-identity")
    {
        using var client = new TokenClient(identity.Address);
        var tokens = await client.Exchange((await (await identity.NewSettledStaff(role)).Get(client.Authorization($"openid {scope}"))).Location!);
        return new() { BaseAddress = identity.Address, DefaultRequestHeaders = { Authorization = new("Bearer", tokens.GetProperty("access_token").GetString()) } };
    }

    private async Task Execute(string statement)
    {
        await using var connection = new NpgsqlConnection(identity.Database);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand($"alter table access.log disable trigger never_changed; {statement}; alter table access.log enable trigger never_changed", connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
