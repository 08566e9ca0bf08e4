using System.Text.Json;
using System.Text.RegularExpressions;
using JasperFx;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Imizu.EventStreams.Http;

/// <summary>What could not be read is answered by the name of the field; what went wrong here, without its inside.</summary>
public sealed partial class BadRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        IResult? problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Unreadable(json),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad => Problems.Invalid(Parameter(bad.Message), "読み取れません。/openapi/v1.json の形で送ってください。"),
            NpgsqlException { IsTransient: true } or TimeoutException or ConcurrencyException => Problems.Unavailable(),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Which parameter could not be bound: one of the route or the query by its name, else the body.</summary>
    private static string Parameter(string message) =>
        Unbound().Match(message) is { Success: true } unbound ? unbound.Groups[1].Value : "body";

    private static IResult Unreadable(JsonException json)
    {
        var path = json.Path is null or "$" ? "" : json.Path.StartsWith("$.", StringComparison.Ordinal) ? json.Path[2..] : json.Path;
        if (MissingRequired().Match(json.Message) is { Success: true } missing)
        {
            var names = Quoted().Matches(missing.Groups[1].Value).Select(m => path.Length == 0 ? m.Groups[1].Value : $"{path}.{m.Groups[1].Value}");
            return Problems.Missing([.. names]);
        }
        if (Unmapped().Match(json.Message) is { Success: true } unmapped)
        {
            return Problems.Invalid(unmapped.Groups[1].Value, "この名前の項目はありません。綴りを確かめてください。");
        }
        return path.Length == 0 ? Problems.Invalid("body", "JSON として読み取れません。") : Problems.Invalid(path, WhatToDo(json));
    }

    private static string WhatToDo(JsonException json) =>
        // The reader's own exception: what stands there is no JSON, whatever it should have been.
        json.InnerException is JsonException ? "ここで JSON が途切れているか、壊れています。"
        : json.Message.Contains("doesn't allow null", StringComparison.Ordinal) ? "null にはできません。値を入れて送ってください。"
        : ReadableValues.InsteadOf(json) is { } readable ? $"読み取れません。{readable}を入れてください。"
        : "値の型が違うか、知られていない符号です。/openapi/v1.json で使える値を確かめてください。";

    [GeneratedRegex("missing required properties including: (.*?)\\.( |$)")]
    private static partial Regex MissingRequired();

    [GeneratedRegex("The JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("Failed to bind parameter \"\\S+ (\\w+)\"")]
    private static partial Regex Unbound();

    [GeneratedRegex("['\"]([^'\"]+)['\"]")]
    private static partial Regex Quoted();
}
