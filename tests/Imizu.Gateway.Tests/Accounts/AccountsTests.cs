using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Accounts;

/// <summary>Accounts: creation, passwords, closing and authorization.</summary>
[Collection(nameof(RunningGateway))]
public sealed class AccountsTests(RunningGateway gateway)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_account_gets_an_alphanumeric_password_that_is_returned_once()
    {
        var (name, password) = await gateway.NewAccount();
        using var theOperator = gateway.Operator;

        var list = await theOperator.GetStringAsync("/accounts", Cancelled);

        Assert.Matches("^[A-Za-z0-9]{27}$", password);
        Assert.Contains(name, list, StringComparison.Ordinal);
        Assert.DoesNotContain(password, list, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(password, gateway.Gateway.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_valid_credentials_is_answered_401_with_a_challenge()
    {
        var (name, password) = await gateway.NewAccount();
        using var wrong = gateway.As(name, password + "x");
        using var nobody = gateway.As("nobody", password);
        using var none = new HttpClient { BaseAddress = gateway.Address };

        foreach (var client in (HttpClient[])[wrong, nobody, none])
        {
            using var answer = await client.GetAsync("/sources", Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains("Basic 認証", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_ten_wrong_passwords_for_a_name_none_is_tried_and_other_names_are_let_in()
    {
        var (name, password) = await gateway.NewAccount();
        var (other, otherPassword) = await gateway.NewAccount();
        using var wrong = gateway.As(name, password + "x");
        for (var n = 0; n < 10; n++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.GetAsync("/sources", Cancelled)).StatusCode);
        }

        using var right = gateway.As(name, password);
        using var refused = await right.GetAsync("/sources", Cancelled);
        using var another = gateway.As(other, otherPassword);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("パスワード", await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await another.GetAsync("/sources", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_sender_of_a_programme_that_no_measure_has_is_refused_with_the_names_near_to_it()
    {
        await gateway.Register("地域介護予防活動支援事業");
        await gateway.Register("利用者支援事業");
        using var theOperator = gateway.Operator;

        var (wide, near) = (await Put("地域介護予防活動支援事業"), await Put("地域の介護予防支援事業"));
        var far = await Put("市民農園");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wide.Status, near.Status, far.Status));
        Assert.Contains("近い名前: 「地域介護予防活動支援事業」", near.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("近い名前", far.Because, StringComparison.Ordinal);
        Assert.Contains("./imizu measures", far.Because, StringComparison.Ordinal);

        async Task<(HttpStatusCode Status, string? Because)> Put(string programme)
        {
            using var answer = await theOperator.PutAsJsonAsync($"/accounts/s{Guid.NewGuid():N}"[..30], new { kind = "sender", programmes = new[] { programme } }, Cancelled);
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
            return (answer.StatusCode, said.TryGetProperty("errors", out var errors) ? errors.GetProperty("programmes")[0].GetString() : null);
        }
    }

    [Fact]
    public async Task A_malformed_Authorization_header_is_answered_401()
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        foreach (var header in (string[])["Basic", "Basic ###", "Basic bm9jb2xvbg==", "Bearer abc"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sources");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var answer = await client.SendAsync(request, Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_account_is_forbidden_the_routes_of_other_roles()
    {
        var (follower, password) = await gateway.NewAccount();
        await gateway.Register("利用者支援事業");
        var (sender, sendersPassword) = await gateway.NewAccount("sender", "利用者支援事業");
        using var asFollower = gateway.As(follower, password);
        using var asSender = gateway.As(sender, sendersPassword);

        using var accounts = await asFollower.GetAsync("/accounts", Cancelled);
        using var sources = await asSender.GetAsync("/sources", Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, accounts.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, sources.StatusCode);
        Assert.Contains("この役割ではできません", await accounts.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_invalidates_the_old_one()
    {
        var (name, old) = await gateway.NewAccount();
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PostAsync($"/accounts/{name}/password", content: null, Cancelled);

        using var asBefore = gateway.As(name, old);
        using var asNow = gateway.As(name, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("password").GetString()!);
        Assert.Equal(HttpStatusCode.Unauthorized, (await asBefore.GetAsync("/sources", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await asNow.GetAsync("/sources", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_closed_account_cannot_authenticate_and_its_name_is_not_reused()
    {
        var (name, password) = await gateway.NewAccount();
        using var theOperator = gateway.Operator;

        using var closed = await theOperator.DeleteAsync($"/accounts/{name}", Cancelled);
        using var closedTwice = await theOperator.DeleteAsync($"/accounts/{name}", Cancelled);
        using var again = await theOperator.PutAsJsonAsync($"/accounts/{name}", new { kind = "follower" }, Cancelled);

        using var client = gateway.As(name, password);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/sources", Cancelled)).StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Conflict), (closed.StatusCode, closedTwice.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task Changing_a_senders_programmes_keeps_its_password()
    {
        await gateway.Register("利用者支援事業");
        await gateway.Register("地域子育て支援拠点事業");
        var (name, password) = await gateway.NewAccount("sender", "利用者支援事業");
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PutAsJsonAsync($"/accounts/{name}", new { kind = "sender", programmes = new[] { "地域子育て支援拠点事業" } }, Cancelled);
        // The broker is compared with the accounts at each change: what is as it should be is not set again.
        await Eventually.Is(() => Set() == 4, "the user, its permissions and two limits are set", () => $"{Set()}");
        using var otherKind = await theOperator.PutAsJsonAsync($"/accounts/{name}", new { kind = "follower" }, Cancelled);

        var changed = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        using var client = gateway.As(name, password);
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("password").ValueKind);
        Assert.Equal("地域子育て支援拠点事業", Assert.Single(changed.GetProperty("account").GetProperty("programmes").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.Conflict, otherKind.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/sources", Cancelled)).StatusCode);
        Assert.Equal(4, Set());

        int Set() => gateway.Gateway.Console.Split('\n').Count(line => line.Contains("Broker reconciled: PUT ", StringComparison.Ordinal) && line.Contains($"/{name}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Upper", """{"kind":"follower"}""", "name")]
    [InlineData("ab", """{"kind":"follower"}""", "name")]
    [InlineData("guest", """{"kind":"follower"}""", "name")]
    [InlineData("imizu-journal", """{"kind":"follower"}""", "name")]
    [InlineData("statistics", """{"kind":"follower","programmes":["利用者支援事業"]}""", "programmes")]
    [InlineData("statistics", """{"kind":"sender"}""", "programmes")]
    [InlineData("statistics", """{"kind":"sender","programmes":[" "]}""", "programmes")]
    [InlineData("statistics", """{"kind":"sender","programmes":["甲","甲"]}""", "programmes")]
    [InlineData("statistics", """{"kind":"both"}""", "kind")]
    [InlineData("statistics", """{"programmes":["甲"]}""", "kind")]
    public async Task An_invalid_account_request_is_refused_with_the_fields_name(string name, string body, string field)
    {
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PutAsync($"/accounts/{name}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.DoesNotContain($"\"{name}\"", await theOperator.GetStringAsync("/accounts", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_lets_in_where_its_roles_have_a_right_to()
    {
        using var follower = gateway.With(TestProvider.Shared.Header("gateway", "a-follower", [Role.FeedReader]));
        using var wrong = gateway.With(TestProvider.Shared.Header("consultation", "a-follower", [Role.FeedReader]));

        using var sources = await follower.GetAsync("/sources/consultation/events", Cancelled);
        using var accounts = await follower.GetAsync("/accounts", Cancelled);
        using var elsewhere = await wrong.GetAsync("/sources", Cancelled);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (sources.StatusCode, accounts.StatusCode, elsewhere.StatusCode));
    }

    [Fact]
    public async Task The_OpenAPI_document_names_what_each_route_takes()
    {
        using var anybody = new HttpClient { BaseAddress = gateway.Address };

        var api = await anybody.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancelled);

        Assert.Equal("basic", api.GetProperty("components").GetProperty("securitySchemes").GetProperty("Basic").GetProperty("scheme").GetString());
        Assert.Equal(["Bearer"], Schemes("/accounts/{name}", "put"));
        Assert.Equal(["Bearer", "Basic"], Schemes("/tallies", "post"));

        IEnumerable<string> Schemes(string path, string method) =>
            api.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("security").EnumerateArray().Select(scheme => scheme.EnumerateObject().Single().Name);
    }
}
