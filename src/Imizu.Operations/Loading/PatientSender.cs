using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Operations.Loading;

/// <summary>
/// Sends a call until it is answered for good. A service may be killed and come back: each call carries the same Idempotency-Key
/// at every attempt, so that it is carried out once.
/// </summary>
/// <param name="services">Where each service is.</param>
/// <param name="http">The client; its timeout is that of one attempt.</param>
/// <param name="actor">In whose name it is recorded.</param>
/// <param name="patience">For how long nothing may be accepted, by any service.</param>
internal sealed class PatientSender(IReadOnlyDictionary<string, Uri> services, HttpClient http, string actor, TimeSpan patience)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(2);

    private long _lastAccepted = Stopwatch.GetTimestamp();

    /// <summary>Sends it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="troubled">Told of each attempt that came to nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LoadException">Nothing has been accepted for longer than there is patience.</exception>
    public async Task<Answer> SendAsync(Call call, Action<string> troubled, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var answer = await AttemptAsync(call, cancellationToken);
            if (answer is not Answer.Unsure unsure)
            {
                Volatile.Write(ref _lastAccepted, Stopwatch.GetTimestamp());
                return answer;
            }
            troubled($"{call.Service}: {unsure.Trouble}");
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastAccepted)) > patience)
            {
                throw new LoadException($"Nothing was accepted for {patience.TotalSeconds:0} s; last {call.Service} {call.Path}: {unsure.Trouble}");
            }
            await Task.Delay(pause, cancellationToken);
        }
    }

    private async Task<Answer> AttemptAsync(Call call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(services[call.Service], call.Path));
        request.Headers.Add(ActorCode.Header, actor);
        request.Headers.Add("Idempotency-Key", call.Key);
        request.Content = JsonContent.Create(call.Body, options: ContractJson.Options);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return await Answer.ReadAsync(response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return new Answer.Unsure(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer.Unsure($"no answer within {http.Timeout.TotalSeconds:0} s");
        }
    }
}
