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
        using var http = stack.Client();
        using var answer = await http.PutAsJsonAsync(new Uri(stack.Services["gateway"], $"/accounts/{name}"), new { kind = "follower" }, cancellationToken);
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
