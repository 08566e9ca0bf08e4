using System.Net;

namespace Imizu.Operations.Loading;

/// <summary>Reads what a service answers.</summary>
internal static class Asking
{
    /// <summary>The answer's text.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with 200; the message has what it says.</exception>
    public static async Task<string> AskAsync(this HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(address, cancellationToken);
        var content = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? content
            : throw new HttpRequestException($"{address}: {(int)response.StatusCode} {ProblemText.Of(content)}", null, response.StatusCode);
    }
}
