using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>JSON Schemas (draft 2020-12) of what is published, read off the records: how they are written is what the schemas say.</summary>
internal static class EventSchemas
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Described };

    /// <summary>The schema of an event's <c>data</c>.</summary>
    public static JsonObject Of(Type record) => Headed(EventCatalog.NameOf(record), EventCatalog.WordOf(record), record,
        ("x-legal-basis", EventCatalog.LegalBasisOf(record)));

    /// <summary>The schema of what every event is sent in.</summary>
    public static JsonObject Envelope()
    {
        var schema = Headed(ContractFiles.Envelope, "出来事の封筒", typeof(EventEnvelope));
        schema["properties"]!["specversion"]!["const"] = "1.0";
        schema["properties"]!["data"]!["type"] = "object";
        // These two are always written, though whoever reads does not insist on them.
        schema["required"] = new JsonArray([.. schema["required"]!.AsArray().Select(name => name!.DeepClone()), "specversion", "datacontenttype"]);
        return schema;
    }

    private static JsonObject Headed(string name, string word, Type record, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:imizu:schema:{name}",
            ["title"] = word,
            ["description"] = XmlDocs.Of(record),
        };
        foreach (var (key, value) in more)
        {
            schema[key] = value;
        }
        return Join(schema, Json.GetJsonSchemaAsNode(record, Exporter).AsObject());
    }

    private static JsonObject Described(JsonSchemaExporterContext context, JsonNode exported)
    {
        // What may be anything is written as true.
        var schema = exported as JsonObject ?? [];
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type.IsEnum)
        {
            schema = OfCodes(type);
        }
        else if (type == typeof(TimeOnly))
        {
            // JSON Schema's own "time" wants a time zone.
            schema = new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?$" };
        }
        else if (type == typeof(long))
        {
            schema = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+$" };
        }
        if (context.PropertyInfo is not { AttributeProvider: MemberInfo member } property)
        {
            return schema;
        }
        if (schema["type"] is JsonArray types && member.IsDefined(typeof(JsonIgnoreAttribute)))
        {
            // What may be absent is absent, never null.
            schema["type"] = types[0]!.DeepClone();
            schema.Remove("default");
        }
        return Join(OfMember(property.Name, member), schema);
    }

    private static JsonObject OfMember(string name, MemberInfo member)
    {
        var described = new JsonObject { ["title"] = MemberWords.All.GetValueOrDefault(name), ["description"] = XmlDocs.Of(member) };
        if (member.GetCustomAttribute<UnitAttribute>() is { } unit)
        {
            described["x-unit"] = unit.Unit;
        }
        return described;
    }

    /// <summary>The codes that are written today, each with its word. The list may grow: the contract says so, no schema can.</summary>
    private static JsonObject OfCodes(Type type)
    {
        var codes = Enum.GetValues(type).Cast<Enum>().Select(code => (Name: JsonNamingPolicy.CamelCase.ConvertName(code.ToString()), Word: code.Word())).ToList();
        return new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. codes.Select(code => JsonValue.Create(code.Name))]),
            ["x-words"] = new JsonObject(codes.Select(code => KeyValuePair.Create(code.Name, (JsonNode?)code.Word))),
        };
    }

    private static JsonObject Join(JsonObject first, JsonObject second)
    {
        foreach (var (name, value) in second.ToList())
        {
            second.Remove(name);
            first[name] = value;
        }
        return first;
    }
}
