using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Accounts;

/// <summary>The operator lets other systems in, and each is let in for what it is there for.</summary>
[Collection(nameof(RunningGateway))]
public sealed class AccountsTests(RunningGateway gateway)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_gets_a_password_without_signs_that_nobody_is_shown_again()
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
    public async Task Without_a_right_password_the_answer_says_that_one_is_needed()
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
    public async Task What_cannot_be_read_as_a_name_and_a_password_is_neither()
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
    public async Task A_follower_is_no_operator_and_a_sender_no_follower()
    {
        var (follower, password) = await gateway.NewAccount();
        var (sender, sendersPassword) = await gateway.NewAccount("sender", "利用者支援事業");
        using var asFollower = gateway.As(follower, password);
        using var asSender = gateway.As(sender, sendersPassword);

        using var accounts = await asFollower.GetAsync("/accounts", Cancelled);
        using var sources = await asSender.GetAsync("/sources", Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, accounts.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, sources.StatusCode);
        Assert.Contains("このアカウントでは使えません", await accounts.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_ends_the_old_one()
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
    public async Task A_closed_account_is_let_in_no_more_and_its_name_not_given_again()
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
    public async Task A_sender_is_given_other_programmes_and_keeps_its_password()
    {
        var (name, password) = await gateway.NewAccount("sender", "利用者支援事業");
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PutAsJsonAsync($"/accounts/{name}", new { kind = "sender", programmes = new[] { "地域子育て支援拠点事業" } }, Cancelled);
        using var otherKind = await theOperator.PutAsJsonAsync($"/accounts/{name}", new { kind = "follower" }, Cancelled);

        var changed = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        using var client = gateway.As(name, password);
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("password").ValueKind);
        Assert.Equal("地域子育て支援拠点事業", Assert.Single(changed.GetProperty("account").GetProperty("programmes").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.Conflict, otherKind.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/sources", Cancelled)).StatusCode);
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
    public async Task What_is_wrong_is_said_by_the_fields_name_and_lets_nobody_in(string name, string body, string field)
    {
        using var theOperator = gateway.Operator;

        using var answer = await theOperator.PutAsync($"/accounts/{name}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.DoesNotContain($"\"{name}\"", await theOperator.GetStringAsync("/accounts", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_somebodys()
    {
        using var theOperator = gateway.Operator;
        theOperator.DefaultRequestHeaders.Remove("Imizu-Actor");

        using var answer = await theOperator.PutAsJsonAsync("/accounts/nobodys", new { kind = "follower" }, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Imizu-Actor", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_API_says_what_needs_a_password_and_what_an_actor()
    {
        using var anybody = new HttpClient { BaseAddress = gateway.Address };

        var api = await anybody.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancelled);

        Assert.Equal("basic", api.GetProperty("components").GetProperty("securitySchemes").GetProperty("Basic").GetProperty("scheme").GetString());
        var put = api.GetProperty("paths").GetProperty("/accounts/{name}").GetProperty("put");
        Assert.True(put.GetProperty("security")[0].TryGetProperty("Basic", out _));
        Assert.Contains(put.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "Imizu-Actor");
    }
}
