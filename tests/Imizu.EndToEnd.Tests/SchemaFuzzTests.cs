using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Every route that takes a body, found in the services' own descriptions, with bad values in each field; and requests that are no HTTP.</summary>
[Collection(nameof(StackFixture))]
public sealed class SchemaFuzzTests(StackFixture stack)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e15", "1e400", "-0", "00", "9223372036854775808", "79228162514264337593543950335", "75.333333333333333333333333333",
        "\"\"", "\" \"", "\"x\"", "\"１２\"", "\"1,016\"", "\"-\"", "\"null\"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\u202eb\"", "\"\\n\"", "\"'; drop table x; --\"", "\"<script>\"",
        "\"=1+1\"", "\"2024-02-30\"", "\"2024-13-01\"", "\"0000-00-00\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"令和0年1月1日\"", "\"昭和99年5月1日\"", "\"2024-05-01T00:00:00Z\"", "\"25:61\"",
        "\"OTHER\"", "\"other \"", "\"other,other\"", "\"00000000-0000-0000-0000-000000000000\"", "\"{00000000-0000-0000-0000-000000000000}\"", "[]", "[null]", "[[]]", "[\"x\",\"x\"]", "{}",
        "{\"a\":1}", "{\"\":{}}", "\"" + new string('あ', 20_000) + "\"", new string('[', 200) + new string(']', 200),
    ];

    private static readonly string[] Bodies =
        ["", " ", "null", "1", "\"x\"", "[]", "{", "{}{}", "{\"on\":1,\"on\":2}", "{\"x\":" + new string('[', 5_000), "\uFEFF{}", "{\"\\u006fn\":1}", "/*x*/{}", "NaN", "{'on':1}"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_value_of_any_field_is_answered_with_5xx_and_what_is_not_answered_201_is_not_recorded()
    {
        var (sent, faults) = (0, new ConcurrentBag<string>());
        foreach (var service in Services.Reporting)
        {
            var (before, recorded) = (await Positions(service), 0);
            await Parallel.ForEachAsync(await Requests(service), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancelled }, async (request, _) =>
            {
                var answer = await stack.Send(service, request.Path, request.Body);
                Interlocked.Increment(ref sent);
                if ((int)answer.Status >= 500 || answer.Body.Contains("   at ", StringComparison.Ordinal) || ((int)answer.Status >= 400 && !answer.Body.Contains("\"errors\"", StringComparison.Ordinal)))
                {
                    faults.Add($"{service} {request.Path} {request.Body[..Math.Min(200, request.Body.Length)]}: {(int)answer.Status} {answer.Body[..Math.Min(300, answer.Body.Length)]}");
                }
                if ((int)answer.Status == 201)
                {
                    Interlocked.Add(ref recorded, answer.Entries.Count);
                }
            });
            Assert.Equal((service, before + recorded), (service, await Positions(service)));
        }
        Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults.Take(20)));
        Assert.InRange(sent, 3_000, int.MaxValue);
    }

    /// <summary>How many events a service has recorded, by its control totals, once they are of all of them.</summary>
    private async Task<long> Positions(string service)
    {
        using var last = await stack.Http.GetAsync(new Uri(stack.Stack.Services[service], $"/events?after={long.MaxValue}"), Cancelled);
        var position = long.Parse(last.Headers.GetValues("Imizu-Previous-Position").Single(), CultureInfo.InvariantCulture);
        return (await Eventually.Seen(
            async () => (await stack.Http.GetFromJsonAsync<ControlTotals>(new Uri(stack.Stack.Services[service], "/control-totals?fresh=true"), ContractJson.Options, Cancelled))!,
            totals => totals.Position >= position, $"{service} counts up to {position}")).Count;
    }

    /// <summary>Each field of each body with each value, the others as they should be; and whole bodies that are none.</summary>
    private async Task<List<(string Path, string Body)>> Requests(string service)
    {
        var described = (await stack.Http.GetFromJsonAsync<JsonNode>(new Uri(stack.Stack.Services[service], "/openapi/v1.json"), Cancelled))!;
        var requests = new List<(string, string)>();
        // Of a year there is one stream: all at once in the same would get in each other's way.
        var year = 0;
        foreach (var (path, operations) in described["paths"]!.AsObject())
        {
            var records = operations!["post"]?["parameters"]?.AsArray().Any(parameter => parameter!["name"]?.GetValue<string>() == "Idempotency-Key") == true;
            if (!records || operations!["post"]!["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
            {
                continue;
            }
            var body = Resolved(described, schema)["properties"]?.AsObject();
            string Filled() => path.Replace("{entryId}", $"{Guid.NewGuid()}", StringComparison.Ordinal)
                .Replace("{id}", path.StartsWith("/fiscal-years", StringComparison.Ordinal) ? $"{1900 + year++ % 100}" : path.StartsWith("/partners", StringComparison.Ordinal) || path.StartsWith("/measures", StringComparison.Ordinal) ? $"f{Guid.NewGuid():N}" : $"{Guid.NewGuid()}", StringComparison.Ordinal);
            requests.AddRange(Bodies.Select(bad => (Filled(), bad)));
            foreach (var field in body?.Select(member => member.Key) ?? [])
            {
                requests.AddRange(Values.Select(value => (Filled(), "{" + string.Join(',', body!.Select(member => $"\"{member.Key}\":{(member.Key == field ? value : Example(described, member.Value!))}")) + "}")));
            }
        }
        return requests;
    }

    private static JsonNode Resolved(JsonNode document, JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]!
        : schema["oneOf"]?.AsArray().FirstOrDefault(one => one?["$ref"] is not null) is { } one ? Resolved(document, one) : schema;

    /// <summary>A value as it should be.</summary>
    private static string Example(JsonNode document, JsonNode given)
    {
        var schema = Resolved(document, given);
        var type = schema["type"] is JsonArray several ? several.Select(one => one!.GetValue<string>()).First(one => one != "null") : schema["type"]?.GetValue<string>();
        return schema["enum"]?.AsArray() is [{ } code, ..] ? code.ToJsonString()
            : (type, schema["format"]?.GetValue<string>()) switch
            {
                ("string", "date") => "\"2001-05-01\"",
                ("string", "time") => "\"13:00\"",
                ("string", "uuid") => "\"0198c1d2-0000-7000-8000-00000000f001\"",
                ("string", _) => "\"文\"",
                ("array", _) => $"[{Example(document, schema["items"]!)}]",
                ("object", _) => "{" + string.Join(',', schema["properties"]!.AsObject().Select(member => $"\"{member.Key}\":{Example(document, member.Value!)}")) + "}",
                ("boolean", _) => "true",
                _ => "1",
            };
    }

    [Fact]
    public async Task Requests_that_are_no_HTTP_are_refused_and_the_service_goes_on()
    {
        var service = stack.Stack.Services[Services.Consultation];
        var before = await Positions(Services.Consultation);
        var answered = 0;
        string[] starts = ["POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "post", ""];
        string[] rests =
        [
            " /cases/x/receipt HTTP/1.1\r\n\r\n",
            " /cases/x/receipt HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            " /cases/x/receipt HTTP/9.9\r\nHost: localhost\r\n\r\n",
            " /cases/x/receipt\r\n\r\n",
            " /cases/%zz/receipt HTTP/1.1\r\nHost: localhost\r\n\r\n",
            " /cases/%00/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
            " /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
            " //evil/cases HTTP/1.1\r\nHost: localhost\r\n\r\n",
            " http://evil/cases HTTP/1.1\r\nHost: localhost\r\n\r\n",
            " /events?after=9223372036854775808&limit=-1&wait=99999 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            " /events?after=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Type: \u0001\r\nContent-Length: 2\r\n\r\n{}",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=\"\r\nContent-Length: 2\r\n\r\n{}",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\nIf-Match: \"\r\nIdempotency-Key: \u0007\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
            " /cases/x/receipt HTTP/1.1\r\nHost: localhost\r\ntraceparent: 00-x-y-z\r\n" + string.Concat(Enumerable.Repeat("X-A: b\r\n", 200)) + "\r\n",
        ];
        foreach (var request in starts.SelectMany(_ => rests, (start, rest) => start + rest))
        {
            using var client = new TcpClient();
            await client.ConnectAsync(service.Host, service.Port, Cancelled);
            await using var stream = client.GetStream();
            string answer;
            try
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(request.Replace("localhost", service.Authority, StringComparison.Ordinal)), Cancelled);
                client.Client.Shutdown(SocketShutdown.Send);
                answer = await new StreamReader(stream).ReadToEndAsync(Cancelled);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // Closed without an answer.
                continue;
            }
            answered++;
            // Kestrel itself answers a version of HTTP that there is none of with 505 (RFC 9110, 15.6.6), where it does not just close.
            var isKnown = request.Contains("HTTP/9.9", StringComparison.Ordinal) && answer.StartsWith("HTTP/1.1 505 ", StringComparison.Ordinal);
            Assert.False((answer.Contains("HTTP/1.1 5", StringComparison.Ordinal) && !isKnown) || answer.Contains("   at ", StringComparison.Ordinal), $"{request}\n{answer}");
        }
        Assert.Equal(before, await Positions(Services.Consultation));
        Assert.InRange(answered, 100, 200);
    }
}
