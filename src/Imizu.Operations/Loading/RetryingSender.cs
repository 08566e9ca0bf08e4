using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Operations.Loading;

/// <summary>Sends a call with retries until its outcome is known; every attempt has the same Idempotency-Key, so that it is recorded once.</summary>
/// <param name="services">Where each service is.</param>
/// <param name="http">The client; its timeout is that of one attempt.</param>
/// <param name="stallTimeout">For how long nothing may be accepted, by any service.</param>
internal sealed class RetryingSender(IReadOnlyDictionary<string, Uri> services, HttpClient http, TimeSpan stallTimeout)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(2);

    private long _lastAccepted = Stopwatch.GetTimestamp();

    /// <summary>Sends it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="troubled">Called for each failed attempt.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="OperationFailedException">Nothing has been accepted for longer than there is stallTimeout.</exception>
    public async Task<CallOutcome> SendAsync(Call call, Action<string> troubled, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var answer = await AttemptAsync(call, cancellationToken);
            if (answer is not CallOutcome.Unsure unsure)
            {
                Volatile.Write(ref _lastAccepted, Stopwatch.GetTimestamp());
                return answer;
            }
            troubled($"{call.Service}: {unsure.Trouble}");
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastAccepted)) > stallTimeout)
            {
                throw new OperationFailedException($"Nothing was accepted for {stallTimeout.TotalSeconds:0} s; last {call.Service} {call.Path}: {unsure.Trouble}");
            }
            await Task.Delay(pause, cancellationToken);
        }
    }

    private async Task<CallOutcome> AttemptAsync(Call call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(services[call.Service], call.Path));
        request.Headers.Add("Idempotency-Key", call.Key);
        request.Content = JsonContent.Create(call.Body, options: ContractJson.Options);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return await CallOutcome.ReadAsync(response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return new CallOutcome.Unsure(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallOutcome.Unsure($"no answer within {http.Timeout.TotalSeconds:0} s");
        }
    }
}
