using System.Globalization;

namespace FeedHandler.Codecs.Generator;

/// <summary>Names of the files of a schema. The compiler takes no two that differ by case only.</summary>
internal sealed class FileNames(string prefix)
{
    public const string Enums = "Enums";
    public const string Sets = "Sets";
    public const string Composites = "Composites";

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { Enums, Sets, Composites, Dispatcher(prefix) };

    public static string Dispatcher(string prefix) => prefix + "Dispatcher";

    /// <summary>Takes a file name for a message.</summary>
    /// <param name="name">C# name of the message</param>
    public string Take(string name)
    {
        var fileName = name;
        for (var count = 2; !_taken.Add(fileName); count++)
            fileName = name + "." + count.ToString(CultureInfo.InvariantCulture);
        return fileName;
    }
}
