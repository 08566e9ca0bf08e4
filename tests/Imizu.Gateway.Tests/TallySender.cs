using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.Gateway.Tests;

/// <summary>Another system that sends, by any door.</summary>
/// <param name="Stack">Where to.</param>
/// <param name="Name">Its account.</param>
/// <param name="Password">Its password.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Measures">The codes of that programme's measures.</param>
public sealed record TallySender(TallyStack Stack, string Name, string Password, string Programme, IReadOnlyList<string> Measures)
{
    public string Measure => Measures[0];

    /// <summary>A client by HTTP.</summary>
    public HttpClient Http => Stack.As(Name, Password);

    /// <summary>A good tally, for a month of fiscal 2024 counted from April.</summary>
    public string Tally(decimal value, int month = 0, string? measure = null) => Text(
        new DateOnly(2024, 4, 1).AddMonths(month), new DateOnly(2024, 4, 1).AddMonths(month + 1).AddDays(-1), value, measure);

    /// <summary>A good tally for one day.</summary>
    public string Tally(DateOnly day, decimal value, string? measure = null) => Text(day, day, value, measure);

    /// <summary>Sends messages, and returns when the broker has them.</summary>
    public async Task Send(params IReadOnlyList<string> bodies) => await SendAll([.. bodies.Select(body => (Encoding.UTF8.GetBytes(body), (string?)null))]);

    /// <inheritdoc cref="Send" />
    public Task SendAll(IReadOnlyList<(byte[] Body, string? Id)> messages, bool saysWho = true) => Publish(Name, Password, saysWho ? Name : null, messages);

    /// <inheritdoc cref="Send" />
    public async Task Publish(
        string user, string password, string? saysUser, IReadOnlyList<(byte[] Body, string? Id)> messages,
        string routingKey = "tally", IDictionary<string, object?>? headers = null)
    {
        var broker = new UriBuilder(Stack.Broker) { UserName = user, Password = password };
        await using var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null, null));
        foreach (var window in messages.Chunk(100))
        {
            await Task.WhenAll(window.Select(message => channel.BasicPublishAsync(
                "imizu.field-tallies", routingKey, mandatory: true,
                new BasicProperties { UserId = saysUser, MessageId = message.Id, Persistent = true, Headers = headers }, message.Body).AsTask()));
        }
    }

    /// <summary>A row of a sheet, for a month of 2024.</summary>
    public string Row(int month, string value, string? measure = null) =>
        $"{Programme},{measure ?? Measure},件,2024/{month}/1,2024/{month}/{DateTime.DaysInMonth(2024, month)},{value}";

    /// <summary>Uploads a sheet of those rows.</summary>
    public Task<(HttpStatusCode Status, JsonElement Answer)> Upload(string name, params IEnumerable<string> rows) => Upload(name, Sheet(rows));

    /// <inheritdoc cref="Upload(string, IEnumerable{string})" />
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Upload(string name, byte[] content)
    {
        using var http = Http;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await Answered(await http.PostAsync("/tallies/files", form, TestContext.Current.CancellationToken));
    }

    /// <summary>A CSV file of those rows.</summary>
    public static byte[] Sheet(params IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Join('\n', ["事業,項目,単位,開始日,終了日,値", .. rows]));

    /// <summary>The status and the body of an answer.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> Answered(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
        }
    }

    private string Text(DateOnly from, DateOnly to, decimal value, string? measure) => JsonSerializer.Serialize(
        new { programme = Programme, measure = measure ?? Measure, unit = "件", from, to, value }, ContractJson.Options);
}
