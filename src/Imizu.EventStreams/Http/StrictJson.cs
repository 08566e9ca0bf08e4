using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imizu.EventStreams.Http;

/// <summary>
/// Reads JSON that somebody has written by hand or by program, and finds all that is wrong with it, each by its field: a member that is not known, given
/// twice or missing, a null, a value of another type, a code that is not exactly one of those that there are.
/// </summary>
public sealed class StrictJson
{
    /// <summary>Nobody reads more; and a body made of faults alone would be answered by something much larger.</summary>
    private const int MostErrors = 100;

    private readonly JsonSerializerOptions _options;
    private readonly Dictionary<string, string[]> _errors = [];

    private StrictJson(JsonSerializerOptions options) => _options = options;

    /// <summary>How the application that answers a request reads JSON.</summary>
    public static JsonSerializerOptions OptionsOf(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <summary>Reads a value.</summary>
    /// <param name="json">JSON in UTF-8, with or without a byte order mark.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="errors">What is wrong, by field (<c>body</c> for the whole); empty where nothing is.</param>
    public static T? Read<T>(ReadOnlyMemory<byte> json, JsonSerializerOptions options, out IReadOnlyDictionary<string, string[]> errors)
    {
        var reading = new StrictJson(options);
        errors = reading._errors;
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json);
            reading.Check(document.RootElement, options.GetTypeInfo(typeof(T)), "", isNullable: false);
            return errors.Count == 0 ? document.RootElement.Deserialize<T>(options) : default;
        }
        catch (InvalidOperationException)
        {
            reading.Add("", "項目の名前に、文字として読めないところがあります。UTF-8 で送ってください。");
            return default;
        }
        catch (JsonException broken)
        {
            reading.Add("", $"JSON が途切れているか、壊れています（{broken.LineNumber + 1} 行目、{broken.BytePositionInLine + 1} バイト目）。");
            return default;
        }
    }

    private void Check(JsonElement element, JsonTypeInfo type, string path, bool isNullable)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!isNullable)
            {
                Add(path, path.Length == 0 ? "JSON のオブジェクト { … } を送ってください。" : $"null にはできません。{FieldValues.Described(type.Type)}を入れてください。");
            }
        }
        else if (type.Kind == JsonTypeInfoKind.Object)
        {
            CheckMembers(element, type, path);
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            CheckItems(element, type, path);
        }
        else if (FieldValues.Problem(element, type.Type, _options) is { } problem)
        {
            Add(path, problem);
        }
    }

    private void CheckMembers(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(path, "JSON のオブジェクト { … } を送ってください。");
            return;
        }

        // What the service sets itself is no member of a request.
        var members = type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null).ToDictionary(property => property.Name);
        var given = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            if (_errors.Count >= MostErrors)
            {
                return;
            }
            var (name, field) = (member.Name, Below(path, member.Name));
            if (!members.TryGetValue(name, out var known))
            {
                Add(field, $"この名前の項目はありません。使えるのは {string.Join("、", members.Keys)} です。");
            }
            else if (!given.Add(name))
            {
                Add(field, "同じ項目が二度あります。一つにしてください。");
            }
            else
            {
                Check(member.Value, _options.GetTypeInfo(known.PropertyType), field, known.IsSetNullable && (!known.PropertyType.IsValueType || Nullable.GetUnderlyingType(known.PropertyType) is not null));
            }
        }

        foreach (var missing in members.Values.Where(member => member.IsRequired && !given.Contains(member.Name)))
        {
            Add(Below(path, missing.Name), $"必須の項目です。{FieldValues.Described(missing.PropertyType)}を入れてください。");
        }
    }

    private void CheckItems(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Add(path, "配列 [ … ] を入れてください。");
            return;
        }

        var (item, number) = (_options.GetTypeInfo(type.ElementType!), 0);
        foreach (var each in element.EnumerateArray())
        {
            if (_errors.Count >= MostErrors)
            {
                return;
            }
            Check(each, item, $"{path}[{number++}]", isNullable: false);
        }
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Add(string path, string because)
    {
        var field = path.Length == 0 ? "body" : path;
        // The first of each: given ten times, it is mended once.
        _errors.TryAdd(field, [because]);
    }
}
