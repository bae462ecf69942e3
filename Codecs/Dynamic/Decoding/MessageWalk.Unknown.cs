using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

// Groups and data of newer versions: passed over by the layouts that the schema has for its own.
internal ref partial struct MessageWalk
{
    private const int DepthMax = 16;
    private const string UnknownGroup = "a group of a newer version";
    private const string UnknownVariable = "data of a newer version";

    private bool PassGroups(long count, BlockPlan? plan, int depth)
    {
        if (count <= 0)
            return true;
        var dimension = plan is { Groups: [.., var last] } ? last.Dimension : _schema.AnyGroup;
        if (dimension is null || depth == DepthMax)
            return Fail(DynamicDecodeStatus.UnknownElement, UnknownGroup, _position);
        for (; count > 0; count--)
        {
            if (!PassGroup(dimension, depth))
                return false;
        }

        return true;
    }

    private bool PassGroup(DimensionPlan dimension, int depth)
    {
        if (!TryDimension(dimension, UnknownGroup, 0, out var count, out var blockLength, out var header))
            return false;
        for (var index = 0; index < count; index++)
        {
            var start = _position;
            if (blockLength > Left)
                return Fail(DynamicDecodeStatus.Truncated, UnknownGroup, start);
            _position += blockLength;
            if (!PassGroups(header.GroupCount ?? 0, null, depth + 1) || !PassVariables(header.VariableCount ?? 0, null)
                || !CountZeroLength(start, UnknownGroup))
                return false;
        }

        return true;
    }

    private bool PassVariables(long count, BlockPlan? plan)
    {
        if (count <= 0)
            return true;
        var variable = plan is { Variables: [.., var last] } ? last.Variable : _schema.AnyVariable;
        if (variable is null)
            return Fail(DynamicDecodeStatus.UnknownElement, UnknownVariable, _position);
        for (; count > 0; count--)
        {
            if (!PassVariable(variable, UnknownVariable))
                return false;
        }

        return true;
    }

    private bool PassVariable(SbeVariable variable, string? element = null)
    {
        var start = _position;
        if (variable.HeaderSize > Left)
            return Fail(DynamicDecodeStatus.Truncated, element ?? variable.Name, start);
        var length = WireNumber.Read(_bytes[start..], variable.Length, _order);
        if (length > Left - variable.HeaderSize)
            return Fail(DynamicDecodeStatus.Truncated, element ?? variable.Name, start);
        _position += variable.HeaderSize + (int)length;
        return true;
    }
}
