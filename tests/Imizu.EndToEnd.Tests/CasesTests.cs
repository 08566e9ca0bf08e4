using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Requests as people and programs send them, with what is right to answer; each file is played in its order.</summary>
[Collection(nameof(StackFixture))]
public sealed partial class CasesTests(StackFixture stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("codes")]
    [InlineData("members")]
    [InlineData("content-types")]
    [InlineData("numbers")]
    [InlineData("registers")]
    [InlineData("moments")]
    [InlineData("dates")]
    public async Task Each_request_is_answered_as_is_right_and_nothing_else_is_recorded(string file)
    {
        var wrong = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Cases", $"{file}.jsonl"), Cancelled))
        {
            var request = JsonElement.Parse(line);
            if (await Play(request) is { } because)
            {
                wrong.Add($"{request.GetProperty("name")}: {because}");
            }
        }
        Assert.Empty(wrong);
    }

    private async Task<string?> Play(JsonElement request)
    {
        var expect = request.GetProperty("expect");
        var statuses = expect.GetProperty("status").EnumerateArray().Select(status => status.GetInt32()).ToList();
        var before = await Stream(request);
        var (status, text) = await Send(request);
        // A replay waits for the one before to end.
        await Eventually.Is(async () => status != 409 || statuses.Contains(409) || request.GetProperty("path").GetString() != "/replays" || ((status, text) = await Send(request)).status != 409, "no other replay runs");
        var after = await Stream(request);

        var appended = status >= 400 ? 0 : expect.GetProperty("appended").GetInt32();
        var stored = expect.TryGetProperty("stored", out var members) && after.Count > before.Count ? members.EnumerateObject().ToList() : [];
        return !statuses.Contains(status) ? $"answered {status}: {text}"
            : after.Count - before.Count != appended ? $"appended {after.Count - before.Count}"
            : stored.Exists(member => !JsonElement.DeepEquals(member.Value, after.Last!.Value.GetProperty(member.Name))) ? $"stored {after.Last}"
            : null;
    }

    private async Task<(int Status, string Text)> Send(JsonElement request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.GetProperty("method").GetString()!), At(request, request.GetProperty("path").GetString()!));
        if (request.TryGetProperty("bodyBase64", out var bytes))
        {
            message.Content = new ByteArrayContent(bytes.GetBytesFromBase64());
        }
        else if (request.TryGetProperty("body", out var json))
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json.GetRawText()));
        }
        foreach (var header in request.GetProperty("headers").EnumerateObject())
        {
            _ = header.Name == "Content-Type" ? message.Content!.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()) : message.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        }
        using var answer = await stack.Http.SendAsync(message, Cancelled);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>How many entries the stream has that a request is for, and the data of the last one.</summary>
    private async Task<(int Count, JsonElement? Last)> Stream(JsonElement request)
    {
        if (StreamOf().Match(request.GetProperty("path").GetString()!) is not { Success: true } stream)
        {
            return (0, null);
        }
        using var answer = await stack.Http.GetAsync(At(request, stream.Groups[1].Value), Cancelled);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return (0, null);
        }
        var entries = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).GetProperty("entries").EnumerateArray().ToList();
        return (entries.Count, entries.LastOrDefault() is { ValueKind: JsonValueKind.Object } last ? last.GetProperty("data") : null);
    }

    private Uri At(JsonElement request, string path) => new($"{stack.Stack.Services[request.GetProperty("service").GetString()!].ToString().TrimEnd('/')}{path}");

    [GeneratedRegex("^(/[a-z-]+/[^/?]+)/[a-z-]+$")]
    private static partial Regex StreamOf();
}
