using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>What the operator of a stack does for other systems.</summary>
internal static class Accounts
{
    /// <summary>Opens a follower's account: what is in the environment of whoever follows.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NewFollower(this RunningStack stack, string name, CancellationToken cancellationToken)
    {
        var password = stack.Connection("operator").Split("Password=")[1];
        using var http = HttpBasic.Client(stack.Services["gateway"], "operator", password);
        http.DefaultRequestHeaders.Add("Imizu-Actor", "test");
        using var answer = await http.PutAsJsonAsync($"/accounts/{name}", new { kind = "follower" }, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        var account = $"{name}:{JsonElement.Parse(body).GetProperty("password").GetString()}";
        return new Dictionary<string, string>
        {
            ["IMIZU_AMQP"] = $"amqp://{account}@{new Uri(stack.Broker).Authority}",
            ["IMIZU_GATEWAY"] = $"http://{account}@{stack.Services["gateway"].Authority}",
        };
    }
}
