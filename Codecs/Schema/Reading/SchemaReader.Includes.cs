using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

// XInclude 1.0, as SBE uses it: whole files take the place of the include elements, each file's references start from that file.
public sealed partial class SchemaReader
{
    private int _includeCount;

    private static bool IsInclude(XElement element)
        => Is(element, "include") && element.Name.NamespaceName.EndsWith("/XInclude", StringComparison.Ordinal);

    private void Include(XElement root, string path, List<string> chain)
    {
        foreach (XElement? element in root.DescendantsAndSelf().Where(IsInclude).ToList())
        {
            // An include inside a fallback counts when the fallback is taken; one in the root place has nothing around it to serve.
            if (element.Parent is not null && !element.Ancestors().TakeWhile(outer => outer != root).Any(IsInclude))
                Replace(element, path, chain);
        }
    }

    private void Replace(XElement element, string path, List<string> chain)
    {
        string? fault = TryInclude(element, path, chain, out IEnumerable<XNode>? content);
        XElement? fallback = element.Elements().FirstOrDefault(static child => Is(child, "fallback"));
        if (fault is not null && fallback is null)
            Report(SchemaRules.Include, element, Attribute(element, "href") ?? "", fault);
        if (fault is not null && fallback is not null)
        {
            Include(fallback, path, chain);
            List<XNode> nodes = fallback.Nodes().ToList();
            nodes.Remove();
            content = nodes;
        }

        foreach (XNode node in content)
            element.AddBeforeSelf(node);
        element.Remove();
    }

    private string? TryInclude(XElement element, string path, List<string> chain, out IEnumerable<XNode> content)
    {
        content = [];
        string href = Attribute(element, "href") ?? "";
        string target = SchemaPaths.Combine(BaseOf(element, path), href);
        if (href.Length == 0 || Attribute(element, "xpointer") is not null)
            return "parts of a file cannot be included; include a whole file by its path";
        if (chain.Contains(target) || chain.Count >= SchemaLimits.IncludeDepthMax || ++_includeCount > SchemaLimits.IncludeCountMax)
            return chain.Contains(target)
                ? "it includes itself; remove one of the two includes"
                : $"at most {SchemaLimits.IncludeDepthMax} files deep and {SchemaLimits.IncludeCountMax} files in all are included";
        if (_include(target) is not { } text)
            return $"no file is at hand as '{target}'; put it there, and name it as an SbeInclude item where a project generates from the schema";
        if (string.Equals(Attribute(element, "parse"), "text", StringComparison.Ordinal))
            content = [new XText(text)];
        else if (Load(text, target) is { } root)
            content = [Included(root, target, chain)];
        return null;
    }

    private XElement Included(XElement root, string target, List<string> chain)
    {
        root.Remove();
        root.AddAnnotation(new SchemaOrigin(target));
        chain.Add(target);
        Include(root, target, chain);
        chain.RemoveAt(chain.Count - 1);
        return root;
    }

    private XElement? Load(string text, string path)
    {
        try
        {
            return SchemaXml.Parse(text);
        }
        catch (XmlException exception)
        {
            Add(new(SchemaRules.Xml, exception.Message, exception.LineNumber, exception.LinePosition)
            {
                Path = path == _path ? "" : path,
            });
            return null;
        }
    }

    // All that stands above an include is of its own file: what a file includes is put in before the file itself is.
    private static string BaseOf(XElement element, string path)
    {
        string from = path;
        foreach (XElement? holder in element.AncestorsAndSelf().Reverse())
        {
            if (holder.Attribute(XNamespace.Xml + "base") is { } attribute)
                from = SchemaPaths.Combine(from, attribute.Value);
        }

        return from;
    }

    private static string OriginOf(XObject place)
    {
        for (XElement? element = place as XElement ?? place.Parent; element is not null; element = element.Parent)
        {
            if (element.Annotation<SchemaOrigin>() is { } origin)
                return origin.Path;
        }

        return "";
    }
}
