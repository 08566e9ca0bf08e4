using System.Net;
using System.Text;
using Imizu.Testing.Servers;

namespace Imizu.Gateway.Tests.Replicas;

/// <summary>A sender by HTTP that sends the same again, to the other gateway, until one of them has said what became of it.</summary>
internal sealed class StubbornClient(PairedStack stack, TallySender sender) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private int _turn;

    /// <returns>How often it had to be sent again, and what was answered at last.</returns>
    public async Task<(int Again, HttpStatusCode Status)> Send(string body, string name, CancellationToken cancellationToken)
    {
        for (var again = 0; ; again++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Gateways[_turn++ % 2].Http.BaseAddress!, "/tallies"))
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = HttpBasic.Of(sender.Name, sender.Password);
            request.Headers.Add("Idempotency-Key", name);
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
