using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace FeedHandler.Dbn.Tests.Support;

/// <summary>Fields of records as texts by their names in lower case.</summary>
public static class RecordFields
{
    private static readonly Dictionary<string, string> NamesOfHead = new(StringComparer.Ordinal) { ["LengthWords"] = "length" };

    /// <summary>The fields of a struct, in the order of their places.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Instance)
        .OrderBy(static field => field.GetCustomAttribute<System.Runtime.InteropServices.FieldOffsetAttribute>()!.Value);

    /// <summary>Whether a type is a text.</summary>
    public static bool IsText(Type type) => type.Name.StartsWith("Chars", StringComparison.Ordinal);

    /// <summary>Whether a type has fields of its own.</summary>
    public static bool HasFields(Type type) => !type.IsPrimitive && !type.IsEnum && !IsText(type);

    /// <summary>All fields of a record.</summary>
    public static Dictionary<string, string> Of(object record)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        Add(fields, "", record);
        return fields;
    }

    /// <summary>The same of a line of JSON.</summary>
    public static Dictionary<string, string> Of(JsonElement line) => line.EnumerateObject().ToDictionary(
        static member => member.Name.Replace("_", "", StringComparison.Ordinal), static member => member.Value.ToString(), StringComparer.Ordinal);

    private static void Add(Dictionary<string, string> fields, string prefix, object record)
    {
        foreach (FieldInfo field in FieldsOf(record.GetType()))
        {
            object value = field.GetValue(record)!;
            string name = prefix + NamesOfHead.GetValueOrDefault(field.Name, field.Name).ToLowerInvariant();
            if (value is BookLevels levels) AddLevels(fields, levels);
            else if (value is DbnHeader) Add(fields, "", value);
            else if (HasFields(field.FieldType)) Add(fields, name + ".", value);
            else fields.Add(name, TextOf(value));
        }
    }

    private static void AddLevels(Dictionary<string, string> fields, BookLevels levels)
    {
        for (int level = 0; level < BookLevels.Count; level++) Add(fields, $"levels{level}.", levels[level]);
    }

    private static string TextOf(object value) => value is Enum
        ? Convert.ToString(Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)!
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
