using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.EventStreams;

namespace Imizu.Gateway.DeadLetters;

/// <summary>What is sent in a dead letter's place. Pure.</summary>
public static class Mending
{
    /// <summary>The bytes to send; or why there are none.</summary>
    public static (byte[]? Body, Refusal? Refusal) Of(DeadLetter letter, SendAgain asked) => asked switch
    {
        { Body: not null, Value: not null } => (null, new Refusal("value", "body と value は、どちらか一つにしてください。")),
        { Body: { } body } => (Encoding.UTF8.GetBytes(body), null),
        _ when letter.IsCut() => (null, new Refusal("body", "大きすぎて初めしか残っていません。body に全体を入れて送ってください。")),
        { Value: { } value } => WithValue(letter.Body, value) is { } mended
            ? (mended, null)
            : (null, new Refusal("value", "届いたものが JSON のオブジェクトとして読めないので、value だけは直せません。body に全体を入れて送ってください。")),
        _ => (letter.Body, null),
    };

    private static byte[]? WithValue(byte[] body, decimal value)
    {
        try
        {
            // A value that stands there twice is left for the reading to refuse.
            if (JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is not JsonObject tally)
            {
                return null;
            }
            tally["value"] = value;
            return Encoding.UTF8.GetBytes(tally.ToJsonString(Contracts.ContractJson.Options));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
