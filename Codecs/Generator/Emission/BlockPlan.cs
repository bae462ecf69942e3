using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>The C# names of everything in the view of a block, and what its fields need besides the first byte.</summary>
internal sealed class BlockPlan
{
    private BlockPlan(SbeBlock block, List<PlannedField> fields, List<PlannedElement> elements)
    {
        Block = block;
        Fields = fields;
        Elements = elements;
    }

    public SbeBlock Block { get; }

    public List<PlannedField> Fields { get; }

    /// <summary>Groups, then data, in wire order.</summary>
    public List<PlannedElement> Elements { get; }

    /// <summary>Null when the header of the block does not count its groups and data.</summary>
    public ExtraLayout? Extra { get; private set; }

    /// <summary>Whether the header of the block counts its groups and data.</summary>
    public bool HasCounts => Extra is not null;

    /// <summary>Whether something can follow the fields: entries then differ in length.</summary>
    public bool HasParts => Elements.Count > 0 || HasCounts;

    public PlannedElement? FirstVariable => Elements.Find(static element => element.Variable is not null);

    /// <summary>Whether reading takes a look at version and block length; if not, an entry is no more than a reference.</summary>
    public bool NeedsVersion => HasParts || Fields.Exists(static planned => planned.Presence != Presence.Constant && planned.NeedsVersion);

    public static BlockPlan Of(SbeBlock block, string owner, NameScope scope, ExtraLayout? extra)
    {
        List<PlannedField> fields = new List<PlannedField>();
        foreach (SbeField field in block.Fields)
            fields.Add(PlannedField.Of(field, block.IsLater(field), scope));

        List<PlannedElement> elements = new List<PlannedElement>();
        foreach (SbeGroup group in block.Groups)
        {
            string name = scope.Take(Identifiers.Pascal(group.Name), "Value",
                static name => ["TryGet" + name, "Before" + name, name + "Group", name + "Entry"]);
            elements.Add(new(name, group, null, owner, elements.LastOrDefault(), group.Notes.SinceVersion > block.BaseVersion));
        }

        foreach (SbeVariable variable in block.Variables)
        {
            string name = scope.Take(Identifiers.Pascal(variable.Name), "Value",
                static name => ["TryGet" + name, "TryGet" + name + "Text", "Before" + name, "Pass" + name, "TryRead" + name]);
            elements.Add(new(name, null, variable, owner, elements.LastOrDefault(), variable.Notes.SinceVersion > block.BaseVersion));
        }

        return new(block, fields, elements) { Extra = extra?.Inside(block) };
    }
}
