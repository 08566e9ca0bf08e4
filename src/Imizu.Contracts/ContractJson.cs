using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Imizu.Contracts;

/// <summary>How the published language is written as JSON: camel case, codes as words, nothing absent let through.</summary>
public static class ContractJson
{
    /// <summary>For events, messages and answers: a member from the future is passed over.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions());

    /// <summary>Sets another owner's options to the same.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>For requests: a member that nobody knows is a mistake of the sender, and is said to be one; a day is read as people write it.</summary>
    public static JsonSerializerOptions ApplyStrictly(JsonSerializerOptions options)
    {
        options.Converters.Add(new Reading.JapaneseDayConverter());
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        return Apply(options);
    }
}
