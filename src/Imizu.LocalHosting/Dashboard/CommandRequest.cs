using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Imizu.Dashboard.Resources;

namespace Imizu.LocalHosting;

/// <summary>A command, sent to its resource.</summary>
internal static class CommandRequest
{
    private const int LongestAnswer = 4_000;
    // Shown as text, never as HTML: Japanese need not be escaped.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    // To load or to verify a history takes its time.
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(30) };

    /// <summary>Sends it. What the resource answers is the result, whatever it is.</summary>
    public static async Task<CommandResult> SendAsync(string resource, Uri endpoint, HttpCommandAnnotation command, CancellationToken cancellationToken)
    {
        var address = new Uri(endpoint, command.Path);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        try
        {
            if (command.Options.PrepareRequest is { } prepare)
            {
                await prepare(new() { Request = request, ResourceName = resource, CancellationToken = cancellationToken });
            }

            using var answer = await Http.SendAsync(request, cancellationToken);
            var text = Readable(await answer.Content.ReadAsStringAsync(cancellationToken));
            return new(
                answer.IsSuccessStatusCode,
                $"{(int)answer.StatusCode} {answer.ReasonPhrase}\n{(text.Length > LongestAnswer ? text[..LongestAnswer] + "…" : text)}".TrimEnd());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return new(false, $"{resource} did not answer: {e.Message}");
        }
    }

    /// <summary>JSON line by line; anything else as it is.</summary>
    private static string Readable(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
