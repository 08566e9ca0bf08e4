using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Imizu.EventStreams.Http;

/// <summary>The body of a request: one JSON object in UTF-8, read strictly.</summary>
/// <typeparam name="T">What it says.</typeparam>
#pragma warning disable CA1000 // Minimal APIs look for these two members on the type of a parameter.
public sealed class Body<T> : IEndpointParameterMetadataProvider
{
    private Body(T value) => Value = value;

    public T Value { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidBodyException">It says nothing that could be read.</exception>
    public static async ValueTask<Body<T>> BindAsync(HttpContext context, ParameterInfo _)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidBodyException(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "application/json（UTF-8）で送ってください。");
        }

        var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException cut) when (cut.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status408RequestTimeout)
        {
            throw new InvalidBodyException(cut.StatusCode, "body", "本文が途中で切れました。記録はされていません。もう一度送ってください。");
        }

        var value = StrictJson.Read<T>(body.GetBuffer().AsMemory(0, (int)body.Length), StrictJson.OptionsOf(context), out var errors);
        return errors.Count == 0 ? new Body<T>(value!) : throw new InvalidBodyException(StatusCodes.Status400BadRequest, errors);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

#pragma warning restore CA1000

/// <summary>A body that cannot be read.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="errors">What is wrong, by field.</param>
public sealed class InvalidBodyException(int status, IReadOnlyDictionary<string, string[]> errors) : Exception("The body cannot be read.")
{
    public InvalidBodyException(int status, string field, string because)
        : this(status, new Dictionary<string, string[]> { [field] = [because] })
    {
    }

    public int Status => status;

    public IReadOnlyDictionary<string, string[]> Errors => errors;
}
