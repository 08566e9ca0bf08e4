using System.Net;
using System.Text;
using Imizu.Testing.Servers;

namespace Imizu.Gateway.Tests.Replicas;

/// <summary>An HTTP sender that repeats a request at the other gateway until it gets an outcome.</summary>
internal sealed class RetryingClient(PairedStack stack, TallySender sender) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private int _turn;

    /// <returns>How often it had to be sent again, and what was answered at last.</returns>
    public Task<(int Again, HttpStatusCode Status)> Send(string body, string name, CancellationToken cancellationToken) =>
        Send("/tallies", () => new StringContent(body, Encoding.UTF8, "application/json"), name, cancellationToken);

    /// <summary>Uploads a CSV file.</summary>
    public Task<(int Again, HttpStatusCode Status)> Upload(byte[] file, CancellationToken cancellationToken) =>
        Send("/tallies/files", () => new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } }, name: null, cancellationToken);

    private async Task<(int Again, HttpStatusCode Status)> Send(string path, Func<HttpContent> content, string? name, CancellationToken cancellationToken)
    {
        for (var again = 0; ; again++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Gateways[Interlocked.Increment(ref _turn) % 2].Http.BaseAddress!, path))
            {
                Content = content(),
            };
            request.Headers.Authorization = HttpBasic.Of(sender.Name, sender.Password);
            if (name is not null)
            {
                request.Headers.Add("Idempotency-Key", name);
            }
            try
            {
                using var answer = await _http.SendAsync(request, cancellationToken);
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                {
                    return (again, answer.StatusCode);
                }
            }
            catch (Exception e) when (e is HttpRequestException or ObjectDisposedException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // It is dead, and the next is asked.
            }
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();
}
