using System.Globalization;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Schema;

/// <summary>The part of a schema that was asked for.</summary>
internal static class SchemaChoice
{
    /// <summary>The schema with one message and the types it uses.</summary>
    /// <param name="schema">The whole.</param>
    /// <param name="message">Name, in any case, or template id.</param>
    /// <exception cref="CommandException">There is no such message.</exception>
    public static SbeSchema Narrow(SbeSchema schema, string message)
    {
        SbeMessage[] found = [.. schema.Messages.Where(candidate => IsNamed(candidate, message))];
        if (found.Length == 0)
            throw new UsageException($"--message {message}: no such name or id in schema {schema.Id} version {schema.Version}{Near(schema, message)}");
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (SbeMessage one in found) Collect(one.Block, used);
        return schema with { Messages = new(found), Types = new(schema.Types.Where(type => used.Contains(type.Key))) };
    }

    private static bool IsNamed(SbeMessage message, string text) =>
        message.Name.Equals(text, StringComparison.OrdinalIgnoreCase) || message.Id.ToString(CultureInfo.InvariantCulture) == text;

    private static string Near(SbeSchema schema, string text)
    {
        SbeMessage? near = schema.Messages.FirstOrDefault(message => message.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            ?? schema.Messages.FirstOrDefault(message => BeginsLike(message.Name, text));
        return near is null ? ": leave --message out to see all" : $"; near it is {near.Name}";
    }

    // Names are long and end in numbers: what is typed is of the beginning.
    private static bool BeginsLike(string name, string text) =>
        text.Length > 2 && NearestWord.Of(text, [name[..Math.Min(name.Length, text.Length + 1)]]).Length > 0;

    private static void Collect(SbeBlock block, HashSet<string> used)
    {
        foreach (SbeField field in block.Fields)
        {
            Collect(field.Type, used);
            if (field.Constant?.EnumValue is { } named) used.Add(named.Enum.Key);
        }

        foreach (SbeGroup group in block.Groups) Collect(group.Block, used);
    }

    private static void Collect(SbeType type, HashSet<string> used)
    {
        used.Add(type.Key);
        if (type is not CompositeType composite) return;
        foreach (CompositeMember member in composite.Members) Collect(member.Type, used);
    }
}
