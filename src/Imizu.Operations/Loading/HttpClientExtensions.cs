using System.Net;
using System.Text;

namespace Imizu.Operations.Loading;

/// <summary>Reads responses of services.</summary>
internal static class HttpClientExtensions
{
    /// <summary>Reads a response body as text.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or not with 200; the message has what it says.</exception>
    public static async Task<string> ReadTextAsync(this HttpClient http, Uri address, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await http.ReadAsync(address, cancellationToken));

    /// <summary>The same as it is sent.</summary>
    /// <inheritdoc cref="ReadTextAsync" path="/exception" />
    public static async Task<byte[]> ReadAsync(this HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(address, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? content
            : throw new HttpRequestException($"{address}: {(int)response.StatusCode} {ProblemText.Of(Encoding.UTF8.GetString(content))}", null, response.StatusCode);
    }
}
