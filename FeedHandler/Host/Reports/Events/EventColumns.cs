using System.Text.Json;

namespace FeedHandler.Host.Reports.Events;

/// <summary>The names of what is written of an event.</summary>
internal static class EventColumns
{
    private static readonly JsonEncodedText[] EncodedNames = [.. Enum.GetNames<EventColumn>().Select(static name =>
        JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(name)))];

    /// <summary>How many there are.</summary>
    public static int Count => EncodedNames.Length;

    /// <summary>The name of a column, such as "securityId".</summary>
    public static JsonEncodedText NameOf(EventColumn column) => EncodedNames[(int)column];
}
